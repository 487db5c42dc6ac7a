import type { TraceError } from '../../../../api.ts';
import { formatDuration } from '../../../parts/duration.ts';
import { placeUrl } from '../../../router.ts';
import { percentOf, type TimeRange } from './geometry.ts';
import { indentOf } from './indent.ts';

export interface ErrorRowProps {
  error: TraceError;
  depth: number;
  range: TimeRange;
  /** It is the event on the screen. */
  isShown: boolean;
}

/** An error under the span it happened in, marked where it happened and linked to its issue. */
export function ErrorRow({ error, depth, range, isShown }: ErrorRowProps) {
  const percent = percentOf(error.timestamp, range);
  return (
    <tr className={`error-row ${isShown ? 'is-shown' : ''}`}>
      <th scope="row" style={{ paddingInlineStart: `${indentOf(depth)}px` }}>
        <span className="span-name">
          <span className="error-diamond" aria-hidden="true" />
          {isShown ? (
            <span className="error-title" title={error.title}>
              {error.title}
            </span>
          ) : (
            <a
              className="error-title"
              href={placeUrl({ screen: 'issue', issueId: error.issueId, eventId: error.eventId })}
              title={error.title}
            >
              {error.title}
            </a>
          )}
          <span className="badge">{isShown ? 'this event' : error.platform}</span>
        </span>
      </th>
      <td className="column-number">at {formatDuration(error.timestamp - range.start)}</td>
      <td className="column-timeline">
        <div className="lane">
          {percent >= 0 && percent <= 100 && <span className="lane-error" style={{ left: `${percent}%` }} />}
        </div>
      </td>
    </tr>
  );
}
