import type { EventDetail } from '../../../api.ts';
import { Section } from '../../parts/section.tsx';

/** What an event without an exception says. */
export function Message({ event }: { event: EventDetail }) {
  return (
    <Section id="message" title="Message">
      <p className="exception-value">{event.message ?? event.title}</p>
    </Section>
  );
}
