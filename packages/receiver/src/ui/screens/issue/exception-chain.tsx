import './stack.css';
import type { ExceptionDetail } from '../../../api.ts';
import { Section } from '../../parts/section.tsx';
import { Stack } from './stack.tsx';

/** The captured error and what caused it, in that order. */
export function ExceptionChain({ exceptions }: { exceptions: ExceptionDetail[] }) {
  return (
    <Section id="exception" title={exceptions.length > 1 ? 'Error and its causes' : 'Error'}>
      {exceptions.map((exception, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an exception has no other name than its place in the chain
        <div className="exception" key={index}>
          {index > 0 && (
            <p className="caused-by">
              Caused by
              {exception.source && exception.source !== 'cause' && <code>{exception.source}</code>}
            </p>
          )}
          <h3 className="exception-type">{exception.type}</h3>
          <p className="exception-value">{exception.value}</p>
          <p className="exception-mechanism">
            {exception.handled ? 'handled' : <strong>unhandled</strong>}
            {exception.mechanism && <span>· mechanism {exception.mechanism}</span>}
          </p>
          <Stack frames={exception.frames} isCause={index > 0} />
        </div>
      ))}
    </Section>
  );
}
