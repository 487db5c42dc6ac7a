import { useState } from 'react';
import { copyText } from './copy-text.ts';

const SAID_FOR_MS = 2000;

/** Copies a text and says so. `label` names what is copied. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState('');
  const onClick = async () => {
    setSaid((await copyText(text)) ? 'Copied' : 'Not allowed');
    setTimeout(() => setSaid(''), SAID_FOR_MS);
  };
  return (
    <button type="button" className="copy-button" onClick={onClick} aria-label={`Copy ${label}`}>
      <span role="status">{said || 'Copy'}</span>
    </button>
  );
}
