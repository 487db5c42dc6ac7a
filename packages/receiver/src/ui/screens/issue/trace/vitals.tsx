import type { TraceSpan } from '../../../../api.ts';
import { vitalsOf } from './web-vitals.ts';

/** The web vitals of the page, each with its value and how it is rated. */
export function Vitals({ spans }: { spans: TraceSpan[] }) {
  const vitals = vitalsOf(spans);
  if (vitals.length === 0) {
    return null;
  }
  return (
    <dl className="vitals" aria-label="Web vitals">
      {vitals.map((vital) => (
        <div key={vital.name} className={`vital vital-${vital.rating.replace(' ', '-')}`}>
          <dt>
            <abbr title={vital.fullName}>{vital.name}</abbr>
          </dt>
          <dd>
            {vital.text} <span className="vital-rating">{vital.rating}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
