import { formatDuration } from '../../../parts/duration.ts';
import { type TimeRange, ticksOf } from './geometry.ts';
import { type Vital, vitalsWithin } from './web-vitals.ts';

const MOST_TICKS = 5;
/** Beyond it a label would leave the timeline. */
const LAST_LABEL_PERCENT = 90;

/** The head of the timeline: round times from its start, and the web vitals where they fell. */
export function Timeline({ range, vitals }: { range: TimeRange; vitals: Vital[] }) {
  const ticks = ticksOf(range, MOST_TICKS).filter(({ percent }) => percent <= LAST_LABEL_PERCENT);
  return (
    <div className="timeline">
      <span className="visually-hidden">Timeline of {formatDuration(range.end - range.start)}</span>
      <div className="timeline-ticks" aria-hidden="true">
        {ticks.map(({ percent, seconds }) => (
          <span key={seconds} style={{ left: `${percent}%` }}>
            {formatDuration(seconds)}
          </span>
        ))}
      </div>
      <div className="timeline-vitals">
        {vitalsWithin(vitals, range).map(({ vital, percent }) => (
          <span key={vital.name} style={{ left: `${percent}%` }} title={`${vital.fullName}: ${vital.text}`}>
            {vital.name}
          </span>
        ))}
      </div>
    </div>
  );
}
