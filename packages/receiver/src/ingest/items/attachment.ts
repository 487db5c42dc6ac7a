import { createHash } from 'node:crypto';
import { uuidOf } from '../../lib/ids.ts';
import { textOf } from '../../lib/json-values.ts';
import type { BytesKind } from '../item-kind.ts';

/** Of one file; a screenshot of a large display has about three. */
const MAX_ATTACHMENT_BYTES = 5 * 1024 * 1024;

/** A file beside the event or feedback of its envelope. Source: wire-protocol, "attachment". */
export const readAttachmentItem: BytesKind = ({ headers, payload }, { envelopeEventId }) => {
  const eventId = uuidOf(envelopeEventId);
  const filename = textOf(headers.filename, 255);
  const causes = [
    ...(eventId ? [] : ['the envelope names no event_id that it belongs to']),
    ...(filename ? [] : ['filename is missing']),
    ...(payload.length > MAX_ATTACHMENT_BYTES ? [`it is larger than ${MAX_ATTACHMENT_BYTES} bytes`] : []),
  ];
  if (!eventId || !filename || causes.length > 0) {
    return { causes };
  }
  return {
    write({ attachments }) {
      attachments.insert({
        event_id: eventId,
        filename,
        content_type: textOf(headers.content_type, 100) ?? 'application/octet-stream',
        digest: createHash('sha256').update(payload).digest('hex'),
        size: payload.length,
        data: payload,
      });
    },
  };
};
