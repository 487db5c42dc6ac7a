import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

const init = (integrations: string) =>
  `import * as Sentry from '@sentry/react';\nSentry.init({ dsn, integrations: [${integrations}] });`;
const moved = (integrations: string) => move(init(integrations)).text.replace('@vedette/', '@sentry/');

it.each([
  ['new Sentry.BrowserTracing()', 'Sentry.browserTracingIntegration()'],
  ['new Sentry.Integrations.Breadcrumbs({ console: false })', 'Sentry.breadcrumbsIntegration({ console: false })'],
  ['new Sentry.Integrations.InboundFilters()', 'Sentry.eventFiltersIntegration()'],
  [
    'new Sentry.BrowserTracing({ idleTimeout: 5, startTransactionOnPageLoad: false })',
    'Sentry.browserTracingIntegration({ idleTimeout: 5, instrumentPageLoad: false })',
  ],
])('%s', (before, after) => {
  expect(moved(before)).toBe(init(after));
});

it('renames what is imported by name', () => {
  const before =
    "import { BrowserTracing, init } from '@sentry/browser';\ninit({ integrations: [new BrowserTracing()] });";
  expect(move(before).text).toBe(
    "import { browserTracingIntegration, init } from '@vedette/browser';\ninit({ integrations: [browserTracingIntegration()] });",
  );
});

it('moves the targets of trace headers to the options of init', () => {
  const before =
    'Sentry.init({\n  integrations: [\n    new Sentry.BrowserTracing({ tracingOrigins: [/^\\/api/], idleTimeout: 5 }),\n  ],\n});';
  expect(move(`import * as Sentry from '@sentry/react';\n${before}`).text.split('\n').slice(1).join('\n')).toBe(
    'Sentry.init({\n  tracePropagationTargets: [/^\\/api/],\n  integrations: [\n    Sentry.browserTracingIntegration({ idleTimeout: 5 }),\n  ],\n});',
  );
});

it('names the hooks of React Router', () => {
  expect(
    moved(
      'new Sentry.BrowserTracing({ routingInstrumentation: Sentry.reactRouterV6Instrumentation(React.useEffect, useLocation, useNavigationType, createRoutesFromChildren, matchRoutes) })',
    ),
  ).toBe(
    init(
      'Sentry.reactRouterV6BrowserTracingIntegration({ useEffect: React.useEffect, useLocation, useNavigationType, createRoutesFromChildren, matchRoutes })',
    ),
  );
});

it('tells of options that are lost', () => {
  const http = (options: string) => init(`new Sentry.Integrations.Http({ ${options} })`).replace('react', 'node');
  const { text, notes } = move(http('shouldCreateSpanForRequest, tracing: true, breadcrumbs: false'));
  expect(text).toContain('[Sentry.httpIntegration({ breadcrumbs: false })]');
  expect(notes).toEqual(['2: Its options have changed, these are lost: `shouldCreateSpanForRequest`.']);
  expect(move(http('tracing')).notes).toEqual([]);
  expect(move(http('').replace('{  }', 'options')).notes).toEqual([expect.stringContaining('`options`')]);
});

it('tells of integrations that have become something else', () => {
  const { notes } = move(init('new Sentry.Integrations.Offline()'));
  expect(notes[0]).toMatch(/^2: Integrations are functions now/);
});

it('ends the lines it adds as the others end', () => {
  const before =
    "import { init, BrowserTracing } from '@sentry/react';\r\ninit({\r\n  integrations: [new BrowserTracing({ tracingOrigins: [] })],\r\n});\r\n";
  expect(move(before).text).toContain('init({\r\n  tracePropagationTargets: [],\r\n  integrations');
});
