import { CopyButton } from './copy-button.tsx';

/** Text to paste elsewhere, under its name, with the button that copies it. A single line breaks rather than scrolls. */
export function CodeSample({ title, code }: { title: string; code: string }) {
  return (
    <div className="code-sample">
      <div className="code-head">
        <h3>{title}</h3>
        <CopyButton text={code} label={title} />
      </div>
      <pre className={code.includes('\n') ? undefined : 'is-line'}>
        <code>{code}</code>
      </pre>
    </div>
  );
}
