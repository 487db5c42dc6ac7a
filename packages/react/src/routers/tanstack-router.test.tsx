// @vitest-environment jsdom
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider, redirect } from '@tanstack/react-router';
import { act, cleanup, render, screen } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../test-support/start-app.ts';
import { flush, getActiveSpan, tanstackRouterBrowserTracingIntegration } from '../index.ts';

beforeEach(() => {
  window.scrollTo = () => {};
});
afterEach(cleanup);

function createShop() {
  const root = createRootRoute({ component: Outlet });
  const child = <Path extends string>(path: Path, more: object = {}) =>
    createRoute({ getParentRoute: () => root, path, component: () => <p>{path}</p>, ...more });
  return createRouter({
    routeTree: root.addChildren([
      child('/'),
      child('/users/$id'),
      child('/old', {
        beforeLoad: () => {
          throw redirect({ to: '/users/$id', params: { id: '9' } } as never);
        },
      }),
    ]),
  });
}

describe('tanstackRouterBrowserTracingIntegration', () => {
  it('names the page load and navigations after routes, with their parameters', async () => {
    window.history.replaceState(null, '', '/users/7?tab=1');
    const router = createShop();
    const app = startApp({ tracesSampleRate: 1, integrations: [tanstackRouterBrowserTracingIntegration(router)] });
    render(
      <React.StrictMode>
        <RouterProvider router={router as never} />
      </React.StrictMode>,
    );
    await screen.findByText('/users/$id');
    await act(() => router.navigate({ to: '/' } as never));
    await act(() => router.navigate({ to: '/old' } as never));
    getActiveSpan()?.end();
    await flush();

    expect(app.transactions.map(({ transaction, contexts }) => [contexts?.trace?.origin, transaction])).toEqual([
      ['auto.pageload.react.tanstack_router', '/users/$id'],
      ['auto.navigation.react.tanstack_router', '/'],
      ['auto.navigation.react.tanstack_router', '/users/$id'],
    ]);
    expect(app.transactions[0]?.contexts?.trace?.data).toMatchObject({
      'sentry.source': 'route',
      'url.path.parameter.id': '7',
      'params.id': '7',
    });
    expect(app.transactions[2]?.contexts?.trace?.data).toMatchObject({ 'params.id': '9' });
  });
});
