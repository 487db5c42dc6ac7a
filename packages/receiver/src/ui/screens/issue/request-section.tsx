import type { RequestEventData } from '@vedette/core/wire';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { queryPairs } from './query-pairs.ts';

/** The HTTP request during which it happened. */
export function RequestSection({ request }: { request: RequestEventData }) {
  const groups: Array<[title: string, entries: Array<[string, unknown]>]> = [
    ['Query', queryPairs(request.query_string)],
    ['Headers', Object.entries(request.headers ?? {})],
    ['Cookies', Object.entries(request.cookies ?? {})],
    ['Body', request.data === undefined || request.data === null ? [] : [['data', request.data]]],
    ['Environment', Object.entries(request.env ?? {})],
  ];
  return (
    <Section id="request" title="Request">
      <p className="request-line">
        {request.method && <span className="request-method">{request.method}</span>}
        <span className="request-url">{request.url}</span>
      </p>
      <div className="cards">
        {groups
          .filter(([, entries]) => entries.length > 0)
          .map(([title, entries]) => (
            <div className="card" key={title}>
              <h3>{title}</h3>
              <Facts entries={entries} />
            </div>
          ))}
      </div>
    </Section>
  );
}
