import { useState } from 'react';
import type { EventDetail } from '../../../api.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Section } from '../../parts/section.tsx';

/** The event as it arrived, as text. Written out only when opened: it may be a megabyte. */
export function RawEvent({ event }: { event: EventDetail }) {
  const [isOpen, setOpen] = useState(false);
  const text = isOpen ? JSON.stringify(event.raw, null, 2) : '';
  return (
    <Section id="raw" title="Raw event" beside={isOpen && <CopyButton text={text} label="raw event" />}>
      <details className="raw" onToggle={(toggle) => setOpen(toggle.currentTarget.open)}>
        <summary>JSON as it arrived</summary>
        <pre>
          <code>{text}</code>
        </pre>
      </details>
    </Section>
  );
}
