// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import * as React from 'react';
import * as router7 from 'react-router';
import * as router6 from 'react-router6';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test-support/start-app.ts';
import {
  flush,
  getActiveSpan,
  reactRouterBrowserTracingIntegration,
  reactRouterV6BrowserTracingIntegration,
  startSpan,
  wrapCreateBrowserRouter,
  wrapReactRouterRouting,
  wrapUseRoutes,
} from '../index.ts';

const VERSIONS = [
  ['7', router7 as unknown as typeof router6],
  ['6', router6],
] as const;

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

function start(router: typeof router6, more: { stripBasename?: boolean } = {}) {
  const { useLocation, useNavigationType, createRoutesFromChildren, matchRoutes } = router;
  return startApp({
    tracesSampleRate: 1,
    integrations: [
      reactRouterBrowserTracingIntegration({
        useEffect: React.useEffect,
        useLocation,
        useNavigationType,
        createRoutesFromChildren,
        // biome-ignore lint/suspicious/noExplicitAny: two versions, whose types of routes differ
        matchRoutes: matchRoutes as any,
        ...more,
      }),
    ],
  });
}

/** Operation, name, source and origin of each transaction, the one under way ended. */
async function ended(app: ReturnType<typeof startApp>) {
  getActiveSpan()?.end();
  await flush();
  return app.transactions.map(({ transaction, contexts }) => [
    contexts?.trace?.op,
    transaction,
    contexts?.trace?.data?.['sentry.source'],
    contexts?.trace?.origin,
  ]);
}

const LOAD = 'auto.pageload.react.reactrouter';
const NAVIGATION = 'auto.navigation.react.reactrouter';

describe.each(VERSIONS)('React Router %s, as a data router', (_, router) => {
  /** Shows the page of a router with these routes. */
  const open: typeof router.createBrowserRouter = (...given) => {
    const created = wrapCreateBrowserRouter(router.createBrowserRouter)(...given);
    render(<router.RouterProvider router={created} />);
    return created;
  };

  it('names the page load and navigations after routes', async () => {
    window.history.replaceState(null, '', '/users/7');
    const app = start(router);
    const created = open([
      { path: '/', element: <p>home</p> },
      {
        path: '/users',
        children: [{ path: ':id', element: <p>user</p>, children: [{ path: 'edit', element: <p /> }] }],
      },
      { path: '*', element: <p>lost</p> },
    ]);
    await act(() => created.navigate('/users/8/edit'));
    await act(() => created.navigate('/nowhere/at/all'));
    await act(() => created.navigate('/'));

    expect(await ended(app)).toEqual([
      ['pageload', '/users/:id', 'route', LOAD],
      ['navigation', '/users/:id/edit', 'route', NAVIGATION],
      ['navigation', '/*', 'route', NAVIGATION],
      ['navigation', '/', 'route', NAVIGATION],
    ]);
  });

  it('begins with the loaders, and is named after where a redirect leads', async () => {
    const app = start(router);
    const order: string[] = [];
    const created = open([
      { path: '/', element: <p>home</p> },
      { path: '/old/:id', loader: () => router.redirect('/new/1') },
      {
        path: '/new/:id',
        element: <p>new</p>,
        loader: () => {
          order.push('loader');
          return null;
        },
      },
    ]);
    app.client.on('startNavigationSpan', ({ name }) => order.push(name));
    await act(() => created.navigate('/old/1'));

    expect(order).toEqual(['/old/:id', 'loader']);
    expect(await ended(app)).toEqual([
      ['pageload', '/', 'route', LOAD],
      ['navigation', '/new/:id', 'route', NAVIGATION],
    ]);
  });

  it('makes no navigation of one that replaces, of a hash, or of a loader that runs again', async () => {
    const app = start(router);
    const created = open([
      { path: '/', element: <p>home</p>, loader: () => null },
      { path: '/login', element: <p>login</p> },
    ]);
    await act(() => created.navigate('/#top'));
    await act(() => created.revalidate());
    await act(() => created.navigate('/login', { replace: true }));

    expect(await ended(app)).toEqual([['pageload', '/login', 'route', LOAD]]);
  });

  it('says the basename, unless told not to', async () => {
    for (const [stripBasename, name] of [
      [false, '/shop/users/:id'],
      [true, '/users/:id'],
    ] as const) {
      window.history.replaceState(null, '', '/shop/users/7');
      const app = start(router, { stripBasename });
      wrapCreateBrowserRouter(router.createBrowserRouter)([{ path: '/users/:id', element: <p /> }], {
        basename: '/shop',
      });
      expect(await ended(app)).toEqual([['pageload', name, 'route', LOAD]]);
    }
  });

  it('makes one navigation of each with <Routes> inside, also below a basename', async () => {
    window.history.replaceState(null, '', '/shop');
    const app = start(router);
    const Routes = wrapReactRouterRouting(router.Routes);
    const orders = (
      <Routes>
        <router.Route path="/orders/:id" element={<p>order</p>} />
        <router.Route path="*" element={<p>home</p>} />
      </Routes>
    );
    const created = open([{ path: '*', element: orders }], { basename: '/shop' });
    await act(() => created.navigate('/orders/7'));
    await act(() => created.navigate('/orders/8?tab=1'));

    expect(await ended(app)).toEqual([
      ['pageload', '/shop/*', 'route', LOAD],
      ['navigation', '/shop/orders/:id', 'route', NAVIGATION],
      ['navigation', '/shop/orders/:id', 'route', NAVIGATION],
    ]);
  });
});

describe.each(VERSIONS)('React Router %s, as components', (_, router) => {
  const Routes = wrapReactRouterRouting(router.Routes);
  const useRoutes = wrapUseRoutes(router.useRoutes);
  const { Route, Link, Navigate, BrowserRouter } = router;
  const routes = [
    { path: '/', element: <Link to="/orders/7">order</Link> },
    { path: '/orders', children: [{ path: ':id', element: <p>order 7</p> }] },
  ];
  // biome-ignore lint/correctness/noComponentHookFactories: once for each version
  const Orders = () => useRoutes(routes);

  it('names transactions after nested <Routes>, the innermost of them', async () => {
    const app = start(router);
    const users = (
      <Routes>
        <Route path=":id" element={<Link to="edit">edit</Link>} />
        <Route path=":id/edit" element={<p>editing</p>} />
      </Routes>
    );
    render(
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<Link to="/users/7">user</Link>} />
          <Route path="users/*" element={users} />
        </Routes>
      </BrowserRouter>,
    );
    await act(async () => screen.getByText('user').click());
    await act(async () => screen.getByText('edit').click());

    expect(await ended(app)).toEqual([
      ['pageload', '/', 'route', LOAD],
      ['navigation', '/users/:id', 'route', NAVIGATION],
      ['navigation', '/users/:id/edit', 'route', NAVIGATION],
    ]);
  });

  it('names them after the innermost also where it took the place of another', async () => {
    const app = start(router);
    const users = (
      <Routes>
        <Route path=":id" element={<p>user</p>} />
      </Routes>
    );
    render(
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<Navigate to="/users/7" replace />} />
          <Route path="users/*" element={users} />
        </Routes>
      </BrowserRouter>,
    );
    await act(async () => {});

    expect(await ended(app)).toEqual([['pageload', '/users/:id', 'route', LOAD]]);
  });

  it('leaves a page with the address that it had', async () => {
    const app = start(router);
    render(
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<Link to="/users/7">user</Link>} />
          <Route path="/users/:id" element={<Link to="/about">about</Link>} />
          <Route path="/about" element={<p>about us</p>} />
        </Routes>
      </BrowserRouter>,
    );
    await act(async () => screen.getByText('user').click());
    await act(async () => screen.getByText('about').click());
    await ended(app);

    expect(app.transactions.map(({ request }) => request?.url)).toEqual(
      ['/', '/users/7', '/about'].map((path) => location.origin + path),
    );
  });

  it('leaves the name of a transaction that the host started', async () => {
    const app = start(router);
    await ended(app);
    startSpan({ name: 'checkout', op: 'shop' }, () => {
      render(
        <BrowserRouter>
          <Routes>
            <Route path="/" element={<p>home</p>} />
          </Routes>
        </BrowserRouter>,
      );
    });

    expect((await ended(app)).map(([op, name]) => [op, name])).toEqual([
      ['pageload', '/'],
      ['shop', 'checkout'],
    ]);
  });

  it('names them after useRoutes', async () => {
    const app = start(router);
    render(
      <BrowserRouter>
        <Orders />
      </BrowserRouter>,
    );
    await act(async () => screen.getByText('order').click());

    expect(screen.getByText('order 7')).toBeTruthy();
    expect(await ended(app)).toEqual([
      ['pageload', '/', 'route', LOAD],
      ['navigation', '/orders/:id', 'route', NAVIGATION],
    ]);
  });

  it('says the path where no route matches', async () => {
    const app = start(router);
    render(
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<Link to="/nowhere">nowhere</Link>} />
        </Routes>
      </BrowserRouter>,
    );
    await act(async () => screen.getByText('nowhere').click());

    expect(await ended(app)).toContainEqual(['navigation', '/nowhere', 'url', NAVIGATION]);
  });

  it('says the basename', async () => {
    window.history.replaceState(null, '', '/shop/users/7');
    const app = start(router);
    render(
      <BrowserRouter basename="/shop">
        <Routes>
          <Route path="users/:id" element={<p>user</p>} />
        </Routes>
      </BrowserRouter>,
    );

    expect(await ended(app)).toEqual([['pageload', '/shop/users/:id', 'route', LOAD]]);
  });

  it('renders the same without init', async () => {
    render(
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<p>home</p>} />
        </Routes>
      </BrowserRouter>,
    );
    await flush();

    expect(screen.getByText('home')).toBeTruthy();
  });
});

describe('names of older SDKs', () => {
  it('say the version in the origin', async () => {
    const { useLocation, useNavigationType, createRoutesFromChildren, matchRoutes } = router6;
    const app = startApp({
      tracesSampleRate: 1,
      integrations: [
        reactRouterV6BrowserTracingIntegration({
          useEffect: React.useEffect,
          useLocation,
          useNavigationType,
          createRoutesFromChildren,
          // biome-ignore lint/suspicious/noExplicitAny: routes are typed by their version
          matchRoutes: matchRoutes as any,
        }),
      ],
    });

    expect(await ended(app)).toEqual([['pageload', '/', 'url', 'auto.pageload.react.reactrouter_v6']]);
  });
});
