import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

const init = (options: string) => `import * as Sentry from '@sentry/react';\nSentry.init({ ${options} });`;
const moved = (options: string) => move(init(options)).text.replace('@vedette/', '@sentry/');

it.each([
  ['dsn, enableTracing: true', 'dsn, tracesSampleRate: 1'],
  ['enableTracing: true, tracesSampleRate: 0.2', 'tracesSampleRate: 0.2'],
  ['dsn, enableTracing: false', 'dsn'],
  ['dsn, autoSessionTracking: true', 'dsn'],
  [
    'dsn, autoSessionTracking: false',
    'dsn, integrations: (defaults) => defaults.filter(({ name }) => !/Session$/.test(name))',
  ],
  ['tracingOrigins: [/a/], whitelistUrls: urls', 'tracePropagationTargets: [/a/], allowUrls: urls'],
  ['tracesSampler: ({ transactionContext: t }) => 1, dsn', 'tracesSampler: ({ transactionContext: t }) => 1, dsn'],
  ['tracesSampler(c) { return rate(c.transactionContext.name); }', 'tracesSampler(c) { return rate(c.name); }'],
  ['tracesSampler: (c) => rate(c.transactionContext.name)', 'tracesSampler: (c) => rate(c.name)'],
  ['_experiments: { enableLogs: true }', '_experiments: { enableLogs: true }'],
])('%s', (before, after) => {
  expect(moved(before)).toBe(init(after));
});

it('takes out what nothing takes the place of, and says why', () => {
  const { text, notes } = move(init('dsn, instrumenter: "otel", autoInstrumentMiddleware: true'));
  expect(text).toContain('Sentry.init({ dsn });');
  expect(notes).toEqual([
    '2: Taken out: spans are always its own.',
    '2: Taken out: Vedette has no package for this framework.',
  ]);
});

it('tells of options that it does not know, and keeps them', () => {
  const { text, notes } = move(init('dsn, colour: 1'));
  expect(text).toContain('colour: 1');
  expect(notes).toEqual(['2: Vedette has no such option.']);
});

it('tells that the sessions of requests are another integration', () => {
  const sessions = (rest: string) =>
    `import { init } from '@sentry/node';\ninit({ autoSessionTracking: false${rest} });`;
  const told = expect.stringContaining('httpIntegration({ trackIncomingRequestsAsSessions: false })');
  expect(move(sessions('')).notes).toEqual([told]);
  expect(move(sessions(', integrations: []')).notes).toEqual([told]);
});

it('finds options in a variable, and by their type in a file of their own', () => {
  const variable = "import { init } from '@sentry/node';\nconst options = { enableTracing: true };\ninit(options);";
  expect(move(variable).text).toContain('{ tracesSampleRate: 1 }');
  const typed =
    "import type { BrowserOptions } from '@sentry/browser';\nexport const a = { enableTracing: true } satisfies BrowserOptions;\nexport const b = (): BrowserOptions => ({ enableTracing: true });";
  expect(move(typed).text.match(/tracesSampleRate: 1/g)).toHaveLength(2);
});
