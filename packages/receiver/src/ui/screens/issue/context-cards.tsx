import type { EventDetail } from '../../../api.ts';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';

/** What the SDK and the application told about the surroundings, one card a context, and the extra data. */
export function ContextCards({ event }: { event: EventDetail }) {
  const contexts = Object.entries(event.contexts).filter(([, context]) => Object.keys(context ?? {}).length > 0);
  const extra = Object.entries(event.extra);
  if (contexts.length + extra.length === 0) {
    return null;
  }
  return (
    <Section id="contexts" title="Contexts">
      <div className="cards">
        {contexts.map(([name, context]) => (
          <div className="card" key={name}>
            <h3>{name}</h3>
            <Facts entries={Object.entries(context ?? {})} />
          </div>
        ))}
        {extra.length > 0 && (
          <div className="card">
            <h3>Extra</h3>
            <Facts entries={extra} />
          </div>
        )}
      </div>
    </Section>
  );
}
