import type { Attachment } from '../types/client.ts';
import type { EnvelopeItem } from '../types/envelope.ts';
import type { Event } from '../types/event.ts';

/** An event as an envelope item. */
export function eventItem(event: Event): EnvelopeItem {
  return [{ type: event.type ?? 'event' }, event];
}

/** An attachment as an envelope item; its `length` is written with the bytes. */
export function attachmentItem({ data, filename, contentType, attachmentType }: Attachment): EnvelopeItem {
  return [
    {
      type: 'attachment',
      filename,
      ...(contentType && { content_type: contentType }),
      ...(attachmentType && { attachment_type: attachmentType }),
    },
    data,
  ];
}
