import type { AttachmentSummary } from '../../api.ts';

/** Files as links, images as they look. */
export function Attachments({ attachments }: { attachments: AttachmentSummary[] }) {
  return (
    <ul className="attachments">
      {attachments.map(({ id, filename, size, isImage }) => (
        <li key={id}>
          <a href={`/api/0/attachments/${id}`} target={isImage ? '_blank' : undefined} rel="noreferrer">
            {isImage && <img src={`/api/0/attachments/${id}`} alt="" loading="lazy" />}
            {filename}
          </a>{' '}
          <span className="muted">{formatSize(size)}</span>
        </li>
      ))}
    </ul>
  );
}

function formatSize(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0)} kB`;
}
