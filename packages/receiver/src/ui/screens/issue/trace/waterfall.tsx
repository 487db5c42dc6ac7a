import { useMemo, useState } from 'react';
import type { EventDetail, TraceDetail } from '../../../../api.ts';
import { countOf } from '../../../parts/count.ts';
import { ErrorRow } from './error-row.tsx';
import { focusRange, rangeOf } from './geometry.ts';
import { platformClass } from './platform-class.ts';
import { SpanRow } from './span-row.tsx';
import { buildSpanTree, countBelow, flattenTree, holds, type TraceNode } from './span-tree.ts';
import { Timeline } from './timeline.tsx';
import { vitalsOf } from './web-vitals.ts';

/** More rows than anybody reads make the page slow. */
const ROWS_AT_FIRST = 200;

/** The trace as an indented tree with a bar for each span on one timeline. */
export function Waterfall({ trace, event }: { trace: TraceDetail; event: EventDetail }) {
  const roots = useMemo(() => buildSpanTree(trace), [trace]);
  const vitals = useMemo(() => vitalsOf(trace.spans), [trace]);
  const focus = useMemo(() => focusRange(roots, event.eventId), [roots, event.eventId]);
  const [isWhole, setWhole] = useState(false);
  const [isAllRows, setAllRows] = useState(false);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [openId, setOpenId] = useState<string | null>(null);

  // While the timeline shows one transaction the others begin folded; a click turns that round for each.
  const folded = focus && !isWhole ? roots.filter((root) => countBelow(root) > 0 && !holds(root, event.eventId)) : [];
  const collapsed = symmetricDifference(new Set(folded.map((root) => root.id)), toggled);
  const range = (focus && !isWhole ? focus : null) ?? rangeOf(roots);
  if (!range) {
    return null;
  }
  const rows = flattenTree(roots, collapsed);
  const shown = isAllRows ? rows : rows.slice(0, ROWS_AT_FIRST);
  const onFold = (node: TraceNode) => setToggled((before) => symmetricDifference(before, new Set([node.id])));

  return (
    <>
      <div className="waterfall-tools">
        <Legend trace={trace} />
        {focus && (
          <fieldset className="switch">
            <legend className="visually-hidden">Timeline</legend>
            <button type="button" aria-pressed={!isWhole} onClick={() => setWhole(false)}>
              This transaction
            </button>
            <button type="button" aria-pressed={isWhole} onClick={() => setWhole(true)}>
              Whole trace
            </button>
          </fieldset>
        )}
      </div>
      <table className="waterfall">
        <thead>
          <tr>
            <th scope="col">Span</th>
            <th scope="col" className="column-number">
              Duration
            </th>
            <th scope="col" className="column-timeline">
              <Timeline range={range} vitals={vitals} />
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ node, depth }) =>
            node.kind === 'error' ? (
              <ErrorRow
                key={node.id}
                error={node.error}
                depth={depth}
                range={range}
                isShown={node.id === event.eventId}
              />
            ) : (
              <SpanRow
                key={node.id}
                node={node}
                depth={depth}
                range={range}
                vitals={vitals}
                isCollapsed={collapsed.has(node.id)}
                isOpen={openId === node.id}
                onFold={() => onFold(node)}
                onOpen={() => setOpenId(openId === node.id ? null : node.id)}
              />
            ),
          )}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" className="show-earlier" onClick={() => setAllRows(true)}>
          Show {countOf(rows.length - shown.length, 'more row')}
        </button>
      )}
    </>
  );
}

function Legend({ trace }: { trace: TraceDetail }) {
  const platforms = [...new Set(trace.spans.map((span) => span.platform))];
  return (
    <ul className="legend" aria-label="Platforms">
      {platforms.map((platform) => (
        <li key={platform} className={platformClass(platform)}>
          {platform}
        </li>
      ))}
    </ul>
  );
}

function symmetricDifference(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  return new Set([...[...a].filter((id) => !b.has(id)), ...[...b].filter((id) => !a.has(id))]);
}
