import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ErrorBoundary, type ReactErrorInfo } from '@vedette/react';
import * as React from 'react';
import * as server from 'react-dom/server';

export { close, init, reactErrorHandler } from '@vedette/react';

function Fail({ error }: { error: unknown }): React.ReactNode {
  throw error;
}

const shop = <ErrorBoundary fallback={<i>sorry</i>}>{() => <p>shop</p>}</ErrorBoundary>;

const failing = (error: unknown): React.ReactElement => (
  <main>
    <React.Suspense fallback={<p>wait</p>}>
      <ErrorBoundary fallback={<i>sorry</i>}>
        <Fail error={error} />
      </ErrorBoundary>
    </React.Suspense>
  </main>
);

export const renderShop = (): string => server.renderToString(shop);

/** React 17 knows no Suspense on servers. */
export const renderFailing = (error: unknown): string =>
  server.renderToString(
    <ErrorBoundary fallback={<i>sorry</i>}>
      <Fail error={error} />
    </ErrorBoundary>,
  );

/** What a browser is sent. */
export function streamFailing(
  error: unknown,
  onError: (error: unknown, info?: ReactErrorInfo) => void,
): Promise<string> {
  const { pipe } = server.renderToPipeableStream(failing(error), { onError });
  return text(pipe(new PassThrough()));
}
