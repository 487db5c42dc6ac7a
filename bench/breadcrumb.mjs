/**
 * What the host pays for every trail mark and every fork of the scope: `addBreadcrumb` on a scope that is full, and
 * `withScope` with a tag set inside. Nothing is sent.
 *
 * Floor: a push into an array that forgets its oldest, and a copy of an object with one more key.
 */
import { forkByHand, pushByHand, smallCrumb } from './lib/by-hand.mjs';
import { operationOf } from './lib/operation-of.mjs';
import { createSwallow, DSN } from './lib/swallow.mjs';

const contestants = {
  floor: async (name) => ({ operation: name === 'withScope' ? forkByHand() : pushByHand() }),
  ours: async (name) => withSdk(await import('@vedette/node'), name),
  sentry: async (name) => withSdk(await import('@sentry/node'), name),
};

export const breadcrumb = ['addBreadcrumb', 'withScope'].map((name) =>
  operationOf(import.meta.url, { name, title: name, contestants, batchSize: 10_000, batches: 20 }),
);

function withSdk({ init, addBreadcrumb, withScope }, name) {
  init({ dsn: DSN, transport: createSwallow().transport });
  return {
    operation:
      name === 'withScope'
        ? (index) => withScope((scope) => scope.setTag('index', index))
        : (index) => addBreadcrumb(smallCrumb(index)),
  };
}
