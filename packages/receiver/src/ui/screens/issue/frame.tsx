import type { FrameDetail } from '../../../api.ts';
import { Facts } from '../../parts/facts.tsx';
import { type SourceLine, sourceLines } from './source-lines.ts';

export interface FrameProps {
  frame: FrameDetail;
  isOpen: boolean;
  /** Show where the frame stood before the source map, for whoever doubts the map. */
  isMinified: boolean;
}

/** One line of a stack; opens to the source around it and the values it had, when they were sent. */
export function Frame({ frame, isOpen, isMinified }: FrameProps) {
  const minified = isMinified ? frame.original : null;
  const lines = minified ? [] : sourceLines(frame);
  const vars = Object.entries(frame.vars ?? {});
  const className = `frame ${frame.in_app ? 'is-ours' : 'is-library'}`;
  const headline = <Headline frame={frame} minified={minified} />;
  if (lines.length === 0 && vars.length === 0) {
    return <div className={`${className} is-bare`}>{headline}</div>;
  }
  return (
    <details className={className} open={isOpen}>
      <summary>{headline}</summary>
      {lines.length > 0 && <Source lines={lines} />}
      {vars.length > 0 && (
        <div className="frame-vars">
          <Facts entries={vars} />
        </div>
      )}
    </details>
  );
}

function Headline({ frame, minified }: { frame: FrameDetail; minified: FrameDetail['original'] }) {
  const { filename, lineno, colno } = minified ?? frame;
  const position = [lineno, colno].filter((part) => part !== undefined && part !== null).join(':');
  return (
    <span className="frame-headline">
      <span className="frame-function">{(minified ?? frame).function || '<anonymous>'}</span>
      <span className="frame-place">
        {filename || '<unknown file>'}
        {position && <b>:{position}</b>}
      </span>
      {frame.in_app && <span className="badge badge-ours">In app</span>}
      {frame.symbolicationError && (
        <span className="badge badge-warning" title={frame.symbolicationError}>
          No source map
        </span>
      )}
    </span>
  );
}

function Source({ lines }: { lines: SourceLine[] }) {
  return (
    <div className="source">
      <ol>
        {lines.map((line, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and may lack a number
            key={index}
            className={line.isCulprit ? 'is-culprit' : undefined}
            aria-current={line.isCulprit ? 'true' : undefined}
          >
            <span className="source-number">{line.number}</span>
            <code>
              {line.parts[0]}
              {line.parts[1] && <mark>{line.parts[1]}</mark>}
              {line.parts[2]}
              {'\n'}
            </code>
          </li>
        ))}
      </ol>
    </div>
  );
}
