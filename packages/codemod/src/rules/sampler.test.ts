import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

const init = (options: string) => `import * as Sentry from '@sentry/react';\nSentry.init({ ${options} });`;

it.each([
  '({ transactionContext: t, parentSampled }) => t.op ? 1 : 0',
  '({ request }) => rate(request)',
  '(context) => { const { location } = context; return rate(location); }',
  '(context) => rate(context.transactionContext)',
  'function (context) { return rate(context.request); }',
])('tells of what the sampler %s is not given any more', (sampler) => {
  expect(move(init(`tracesSampler: ${sampler}`)).notes).toEqual([expect.stringMatching(/^2: Gone: /)]);
});

it('finds a sampler elsewhere in the file, and leaves what is not its context', () => {
  const before = (name: string) =>
    `import { init } from '@sentry/node';\nfunction rate(c) { return c${name} === a.request ? 1 : 0; }\ninit({ tracesSampler: rate });`;
  const { text, notes } = move(before('.transactionContext.name'));
  expect(text).toBe(before('.name').replace('@sentry', '@vedette'));
  expect(notes).toEqual([]);
  expect(move(before('.location').replace('tracesSampler: rate', 'tracesSampler: rate, dsn')).notes).toHaveLength(1);
});
