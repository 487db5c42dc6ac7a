import { routes } from '../../api.ts';
import { CodeSample } from '../../parts/code-sample.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { useResource } from '../../parts/use-resource.ts';
import { browserCode, nodeCode } from './first-error-code.ts';

/** What to do while there is nothing to see: the DSN, and the code that sends a first error to it. */
export function FirstError() {
  const { answer: status, failure, retry } = useResource(routes.status());
  const dsn = status?.projects[0]?.dsn;
  if (failure) {
    return <FailureNote failure={failure} onRetry={retry} />;
  }
  return (
    <section className="first-error" aria-labelledby="first-error-title">
      <h2 id="first-error-title">All quiet</h2>
      <p>No error has arrived yet. Paste this into an application and run it; the error appears here by itself.</p>
      {status && !dsn && <p>The receiver has no project yet, so there is no DSN to send to.</p>}
      {dsn && (
        <>
          <CodeSample title="DSN" code={dsn} />
          <div className="first-error-code">
            <CodeSample title="In the browser" code={browserCode(dsn)} />
            <CodeSample title="In Node" code={nodeCode(dsn)} />
          </div>
        </>
      )}
    </section>
  );
}
