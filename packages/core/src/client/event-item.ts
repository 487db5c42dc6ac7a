import type { Attachment } from '../types/client.ts';
import type { EnvelopeItem } from '../types/envelope.ts';
import type { Event } from '../types/event.ts';

/** An event as an envelope item. */
export function eventItem(event: Event): EnvelopeItem {
  return [{ type: event.type ?? 'event' }, event];
}

/** An attachment as an envelope item; its `length` is written with the bytes. */
export function attachmentItem({ data, filename, contentType, attachmentType }: Attachment): EnvelopeItem {
  // A server refuses one without a name.
  const name = typeof filename === 'string' && filename ? filename : 'attachment';
  return [{ type: 'attachment', filename: name, content_type: contentType, attachment_type: attachmentType }, data];
}
