// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
// biome-ignore lint/style/useImportType: the JSX of this package is compiled to `React.createElement`.
import * as React from 'react';
import {
  BrowserRouter,
  createBrowserRouter,
  createMemoryRouter,
  Link,
  Route,
  RouterProvider,
  Routes,
  useRoutes,
} from 'react-router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../test-support/start-app.ts';
import { flush, getActiveSpan, wrapCreateBrowserRouter as wrapOfTheOtherEntry } from './index.ts';
import {
  reactRouterBrowserTracingIntegration,
  wrapCreateBrowserRouter,
  wrapCreateMemoryRouter,
  wrapReactRouterRouting,
  wrapUseRoutes,
} from './react-router.ts';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

function start(options?: Parameters<typeof reactRouterBrowserTracingIntegration>[0]) {
  return startApp({ tracesSampleRate: 1, integrations: [reactRouterBrowserTracingIntegration(options)] });
}

/** Operation, name and source of each transaction, the one under way ended. */
async function ended(app: ReturnType<typeof startApp>) {
  getActiveSpan()?.end();
  await flush();
  return app.transactions.map(({ transaction, contexts }) => [
    contexts?.trace?.op,
    transaction,
    contexts?.trace?.data?.['sentry.source'],
  ]);
}

const useNamedRoutes = wrapUseRoutes(useRoutes);
const routes = [
  { path: '/', element: <Link to="/orders/7">order</Link> },
  { path: '/orders/:id', element: <p>order 7</p> },
];

function Orders(): React.ReactNode {
  return useNamedRoutes(routes);
}

const SHOP = [
  ['pageload', '/', 'route'],
  ['navigation', '/orders/:id', 'route'],
];

describe('without hooks to be given', () => {
  it.each([
    ['createBrowserRouter', wrapCreateBrowserRouter(createBrowserRouter)],
    ['createMemoryRouter', wrapCreateMemoryRouter(createMemoryRouter)],
    ['a wrapper of the other entry', wrapOfTheOtherEntry(createBrowserRouter)],
  ])('navigations are named after routes: %s', async (_, create) => {
    const app = start();
    const router = create([
      { path: '/', element: <p>home</p> },
      // Its name is known before it has loaded.
      { path: '/orders/:id', element: <p>order</p>, loader: () => null },
    ]);
    render(<RouterProvider router={router} />);
    await act(() => router.navigate('/orders/7'));

    expect(await ended(app)).toEqual(SHOP);
  });

  it('navigations are named after <Routes>', async () => {
    const NamedRoutes = wrapReactRouterRouting(Routes);
    const app = start();
    render(
      <BrowserRouter>
        <NamedRoutes>
          <Route path="/" element={<Link to="/orders/7">order</Link>} />
          <Route path="/orders/:id" element={<p>order 7</p>} />
        </NamedRoutes>
      </BrowserRouter>,
    );
    await act(async () => screen.getByText('order').click());

    expect(screen.getByText('order 7')).toBeTruthy();
    expect(await ended(app)).toEqual(SHOP);
  });

  it('navigations are named after useRoutes', async () => {
    const app = start();
    render(
      <BrowserRouter>
        <Orders />
      </BrowserRouter>,
    );
    await act(async () => screen.getByText('order').click());

    expect(await ended(app)).toEqual(SHOP);
  });

  it('options count, those of tracing too', async () => {
    window.history.replaceState(null, '', '/shop/orders/7');
    const app = start({ stripBasename: true, instrumentNavigation: false });
    const router = wrapCreateBrowserRouter(createBrowserRouter)(
      [
        { path: '/', element: <p>home</p> },
        { path: '/orders/:id', element: <p>order</p> },
      ],
      { basename: '/shop' },
    );
    render(<RouterProvider router={router} />);
    await act(() => router.navigate('/'));

    expect(await ended(app)).toEqual([['pageload', '/orders/:id', 'route']]);
  });

  it('a hook that is given comes first', async () => {
    const app = start({ matchRoutes: () => [{ route: { path: '/mine' } }] });
    const NamedRoutes = wrapReactRouterRouting(Routes);
    render(
      <BrowserRouter>
        <NamedRoutes>
          <Route path="/" element={<p>home</p>} />
        </NamedRoutes>
      </BrowserRouter>,
    );

    expect(await ended(app)).toEqual([['pageload', '/mine', 'route']]);
  });
});
