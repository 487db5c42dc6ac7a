import { formatDuration } from '../../../parts/duration.ts';
import { Facts } from '../../../parts/facts.tsx';
import { barOf, type TimeRange } from './geometry.ts';
import { indentOf } from './indent.ts';
import { platformClass } from './platform-class.ts';
import { countBelow, type SpanNode } from './span-tree.ts';
import { type Vital, vitalsWithin } from './web-vitals.ts';

export interface SpanRowProps {
  node: SpanNode;
  depth: number;
  range: TimeRange;
  vitals: Vital[];
  isCollapsed: boolean;
  isOpen: boolean;
  onFold: () => void;
  onOpen: () => void;
}

/** A span in the tree, its bar on the timeline, and its data below when opened. */
export function SpanRow({ node, depth, range, vitals, isCollapsed, isOpen, onFold, onOpen }: SpanRowProps) {
  const { span, children } = node;
  const isBad = !['ok', 'unset', ''].includes(span.status);
  const name = span.description || span.transaction;
  return (
    <>
      <tr className={`span-row ${platformClass(span.platform)} ${isBad ? 'is-bad' : ''}`}>
        <th scope="row" style={{ paddingInlineStart: `${indentOf(depth)}px` }}>
          <span className="span-name">
            {children.length > 0 ? (
              <button
                type="button"
                className="fold"
                aria-expanded={!isCollapsed}
                aria-label={`Spans below ${span.op} ${name}`}
                onClick={onFold}
              />
            ) : (
              <span className="fold-space" />
            )}
            <button type="button" className="span-open" aria-expanded={isOpen} onClick={onOpen} title={name}>
              <span className="span-op">{span.op || 'span'}</span> <span className="span-description">{name}</span>
            </button>
            {isCollapsed && <span className="badge">+{countBelow(node)}</span>}
            {isBad && <span className="badge badge-unhandled">{span.status.replaceAll('_', ' ')}</span>}
            {node.isOrphan && <span className="badge">parent not received</span>}
          </span>
        </th>
        <td className="column-number">{formatDuration(span.end - span.start)}</td>
        <td className="column-timeline">
          <div className="lane">
            {vitalsWithin(vitals, range).map(({ vital, percent }) => (
              <span key={vital.name} className="lane-vital" style={{ left: `${percent}%` }} />
            ))}
            <SpanBar start={span.start} end={span.end} range={range} />
          </div>
        </td>
      </tr>
      {isOpen && (
        <tr className="span-data">
          <td colSpan={3}>
            <Facts
              entries={[
                ['Description', name],
                ['Operation', span.op],
                ['Status', span.status],
                ['Platform', span.platform],
                ['Starts after', formatDuration(span.start - range.start)],
                ['Duration', formatDuration(span.end - span.start)],
                ['Span id', span.spanId],
                ...Object.entries(span.data),
              ]}
            />
          </td>
        </tr>
      )}
    </>
  );
}

function SpanBar({ start, end, range }: TimeRange & { range: TimeRange }) {
  const bar = barOf({ start, end }, range);
  if (bar === 'before') {
    return <span className="lane-note">← {formatDuration(range.start - end)} earlier</span>;
  }
  if (bar === 'after') {
    return <span className="lane-note is-after">{formatDuration(start - range.end)} later →</span>;
  }
  return <span className="lane-bar" style={{ left: `${bar.leftPercent}%`, width: `${bar.widthPercent}%` }} />;
}
