import { useState } from 'react';
import type { FrameDetail } from '../../../api.ts';
import { countOf } from '../../parts/count.ts';
import { Frame } from './frame.tsx';
import { frameToOpen, groupFrames } from './group-frames.ts';
import { symbolicationNotes } from './symbolication-notes.ts';

/** A stack, throwing frame first, with what stands in libraries folded away. */
export function Stack({ frames, isCause }: { frames: FrameDetail[]; isCause: boolean }) {
  const [isMinified, setMinified] = useState(false);
  const opened = frameToOpen(frames);
  const notes = symbolicationNotes(frames);
  if (frames.length === 0) {
    return <p className="muted">No stack was sent{isCause ? ' with this cause' : ''}.</p>;
  }
  return (
    <>
      {frames.some((frame) => frame.original) && <MinifiedSwitch isMinified={isMinified} onChange={setMinified} />}
      {notes.length > 0 && (
        <ul className="symbolication-notes" aria-label="Source map problems">
          {notes.map(({ text, frames: count }) => (
            <li key={text}>
              {text} <span className="muted">({countOf(count, 'frame')})</span>
            </li>
          ))}
        </ul>
      )}
      <ol className="stack">
        {groupFrames(frames).map((group) => (
          <li key={group.index}>
            {group.kind === 'frame' ? (
              <Frame frame={group.frame} isOpen={group.index === opened} isMinified={isMinified} />
            ) : (
              <details className="library-frames">
                <summary>
                  {countOf(group.frames.length, 'library frame')}
                  {group.libraries.length > 0 && ` · ${group.libraries.join(', ')}`}
                </summary>
                <ol className="stack">
                  {group.frames.map((frame, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the same frame may stand in a stack many times
                    <li key={index}>
                      <Frame frame={frame} isOpen={false} isMinified={isMinified} />
                    </li>
                  ))}
                </ol>
              </details>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function MinifiedSwitch({ isMinified, onChange }: { isMinified: boolean; onChange: (isMinified: boolean) => void }) {
  return (
    <fieldset className="switch">
      <legend className="visually-hidden">Frames</legend>
      <button type="button" aria-pressed={!isMinified} onClick={() => onChange(false)}>
        Original
      </button>
      <button type="button" aria-pressed={isMinified} onClick={() => onChange(true)}>
        Minified
      </button>
    </fieldset>
  );
}
