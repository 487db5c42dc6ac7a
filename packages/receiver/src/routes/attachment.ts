import type { Context } from 'hono';
import type { ApiError, AttachmentSummary } from '../api.ts';
import type { AttachmentLine } from '../store/attachments.ts';
import type { Store } from '../store/store.ts';
import { rowIdOf } from './cursor.ts';

/** What a browser draws without running anything in it; an SVG may hold scripts. */
const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** `GET /api/0/attachments/:id`: an image as such, everything else as a file to save. */
export function attachmentRoute({ attachments }: Store) {
  return (c: Context): Response => {
    const id = rowIdOf(c.req.param('id'));
    const found = id === undefined ? undefined : attachments.get(id);
    if (!found) {
      return c.json<ApiError>({ detail: 'there is no such attachment' }, 404);
    }
    const isImage = IMAGES.has(found.content_type);
    c.header('Content-Type', isImage ? found.content_type : 'application/octet-stream');
    const name = encodeURIComponent(found.filename);
    c.header('Content-Disposition', `${isImage ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`);
    return c.body(new Uint8Array(found.data));
  };
}

export function attachmentSummary({ id, filename, content_type, size }: AttachmentLine): AttachmentSummary {
  return { id: String(id), filename, contentType: content_type, size, isImage: IMAGES.has(content_type) };
}
