import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

it.each([
  ["import * as Sentry from '@sentry/browser';", "import * as Sentry from '@vedette/browser';"],
  ['import * as Sentry from "@sentry/react"', 'import * as Sentry from "@vedette/react"'],
  ["import Sentry from '@sentry/node';", "import * as Sentry from '@vedette/node';"],
  ["import type { Event } from '@sentry/types';", "import type { Event } from '@vedette/core';"],
  ["import { uuid4 } from '@sentry/utils';", "import { uuid4 } from '@vedette/core';"],
  ["export { captureException } from '@sentry/core';", "export { captureException } from '@vedette/core';"],
  ["import { init } from '@sentry/browser/dist/index';", "import { init } from '@vedette/browser';"],
  ["import Sentry = require('@sentry/node');", "import Sentry = require('@vedette/node');"],
  ["const { init } = require('@sentry/node');", "const { init } = require('@vedette/node');"],
  ["const Sentry = await import('@sentry/browser');", "const Sentry = await import('@vedette/browser');"],
  ["type S = import('@sentry/core').Scope;", "type S = import('@vedette/core').Scope;"],
  ["vi.mock('@sentry/react', () => ({}));", "vi.mock('@vedette/react', () => ({}));"],
  ['jest.requireActual("@sentry/node")', 'jest.requireActual("@vedette/node")'],
  ["declare module '@sentry/browser' {}", "declare module '@vedette/browser' {}"],
  [
    "import { wrapUseRoutes } from '@sentry/react/react-router';",
    "import { wrapUseRoutes } from '@vedette/react/react-router';",
  ],
  [
    "import { nodeProfilingIntegration } from '@sentry/profiling-node';",
    "import { nodeProfilingIntegration } from '@vedette/node/profiling';",
  ],
  ["console.log('@sentry/browser');", "console.log('@sentry/browser');"],
])('%s', (before, after) => {
  expect(move(before)).toEqual({ text: after, notes: [] });
});

it('takes the package for Express where names of it are used, and only there', () => {
  const before = "import * as Sentry from '@sentry/node';\nSentry.setupExpressErrorHandler(app);";
  expect(move(before).text).toBe("import * as Sentry from '@vedette/express';\nSentry.setupExpressErrorHandler(app);");
});

it('finds what tracing and integrations exported in the package of the platform', () => {
  const before = "import '@sentry/tracing';\nimport { Dedupe } from '@sentry/integrations';\nuse(new Dedupe());";
  expect(move(before, { platform: '@vedette/node' }).text).toBe(
    "import { dedupeIntegration } from '@vedette/node';\nuse(dedupeIntegration());",
  );
});

it('tells of packages that there are none of', () => {
  const { text, notes } = move("import { withSentryConfig } from '@sentry/nextjs';\nimport '@sentry/node/preload';\n");
  expect(text).toContain('@sentry/nextjs');
  expect(notes).toEqual([
    expect.stringMatching(/^1: Vedette has no package for Next.js/),
    expect.stringMatching(/^2: Vedette has no such entry/),
  ]);
});
