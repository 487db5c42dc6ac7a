// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startApp } from '../../test-support/start-app.ts';
import { flush, getActiveSpan, routeBrowserTracingIntegration, type ShownRoute, useRouteTracing } from '../index.ts';

beforeEach(() => window.history.replaceState(null, '', '/users/7'));
afterEach(cleanup);

/** A router by hand: says what it shows, and shows something else when told. */
let go: (to: ShownRoute) => void;
const App = ({ first }: { first: ShownRoute }): React.ReactElement => {
  const [shown, show] = React.useState(first);
  go = (to) => act(() => show(to));
  useRouteTracing(shown);
  return <p>{shown.path}</p>;
};

const start = () => startApp({ tracesSampleRate: 1, integrations: [routeBrowserTracingIntegration()] });

async function ended(app: ReturnType<typeof start>) {
  getActiveSpan()?.end();
  await flush();
  return app.transactions.map(({ transaction, contexts }) => {
    const { op, origin, data } = contexts?.trace ?? {};
    return [op, transaction, data?.['sentry.source'], origin, data?.['url.path.parameter.id']];
  });
}

const LOAD = 'auto.pageload.react.route';
const NAVIGATION = 'auto.navigation.react.route';

it('names the page load and navigations after what the hook says', async () => {
  const app = start();
  render(
    <React.StrictMode>
      <App first={{ path: '/users/7', route: '/users/:id', params: { id: '7' } }} />
    </React.StrictMode>,
  );
  go({ path: '/users/8', route: '/users/:id', params: { id: '8' } });
  go({ path: '/about' });
  expect(await ended(app)).toEqual([
    ['pageload', '/users/:id', 'route', LOAD, '7'],
    ['navigation', '/users/:id', 'route', NAVIGATION, '8'],
    ['navigation', '/about', 'url', NAVIGATION, undefined],
  ]);
});

it('gives a navigation its name when the pattern is known later', async () => {
  const app = start();
  render(<App first={{ path: '/users/7' }} />);
  go({ path: '/lazy/1' });
  go({ path: '/lazy/1', route: '/lazy/:id' });
  expect((await ended(app)).map(([op, name]) => [op, name])).toEqual([
    ['pageload', '/users/7'],
    ['navigation', '/lazy/:id'],
  ]);
});

it('makes no navigation of a page that took the place of another', async () => {
  const app = start();
  render(<App first={{ path: '/users/7', route: '/users/:id' }} />);
  go({ path: '/old', route: '/old' });
  go({ path: '/new', route: '/new', replaced: true });
  expect((await ended(app)).map(([op, name]) => [op, name])).toEqual([
    ['pageload', '/users/:id'],
    ['navigation', '/new'],
  ]);
});

it('renders on a server as without it', () => {
  expect(renderToString(<App first={{ path: '/users/7' }} />)).toBe('<p>/users/7</p>');
});
