import { expect, test } from 'vitest';
import {
  getAutoPerformanceIntegrations,
  getDefaultIntegrations,
  getDefaultIntegrationsWithoutPerformance,
  type Integration,
} from '../index.ts';

const names = (integrations: Integration[]): string[] => integrations.map(({ name }) => name);

test.each([
  [{}, false],
  [{ tracesSampleRate: 0 }, true],
  [{ tracesSampler: () => 1 }, true],
])('with the options %j libraries are followed: %s', (options, expected) => {
  const without = names(getDefaultIntegrationsWithoutPerformance(options));
  const followed = names(getAutoPerformanceIntegrations());
  expect(followed).toEqual(['Fastify', 'Graphql', 'Mongoose', 'Redis']);
  expect(names(getDefaultIntegrations(options))).toEqual(expected ? [...without, ...followed] : without);
});
