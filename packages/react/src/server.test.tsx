// biome-ignore lint/style/useImportType: the JSX of this package is compiled to `React.createElement`.
import * as React from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { startApp } from '../test-support/start-app.ts';
import { ErrorBoundary, withErrorBoundary } from './index.ts';

function Fail({ error }: { error: unknown }): React.ReactNode {
  throw error;
}

describe('on a server, without a window', () => {
  it('a boundary renders its children', () => {
    expect(typeof window).toBe('undefined');
    const Cart = withErrorBoundary(() => <p>cart</p>, { fallback: <i /> });
    const html = renderToString(<ErrorBoundary>{() => <p>shop</p>}</ErrorBoundary>);
    expect(html + renderToString(<Cart />)).toBe('<p>shop</p><p>cart</p>');
  });

  it('an error comes out of rendering as it would without us', () => {
    const error = new Error('x');
    expect(() =>
      renderToString(
        <ErrorBoundary fallback={<i />}>
          <Fail error={error} />
        </ErrorBoundary>,
      ),
    ).toThrow(error);
  });

  it('init starts, reports, and leaves the process as it was', async () => {
    const before = [globalThis.fetch, console.log, process.listenerCount('uncaughtException')];
    const { client, events } = startApp();
    client.captureException(new Error('x'));
    expect(events[0]?.exception?.values?.[0]?.value).toBe('x');
    await client.close();
    expect([globalThis.fetch, console.log, process.listenerCount('uncaughtException')]).toEqual(before);
  });
});
