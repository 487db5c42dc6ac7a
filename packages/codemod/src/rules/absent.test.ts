import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

it('takes integrations that we do not have out of the list, and says so', () => {
  const { text, notes } = move(
    "import { anrIntegration, init } from '@sentry/node';\ninit({\n  integrations: [\n    anrIntegration({ captureStackTrace: true }),\n  ],\n});",
  );
  expect(text).toBe("import { init } from '@vedette/node';\ninit({\n  integrations: [\n  ],\n});");
  expect(notes).toEqual([
    '4: Taken out: Add `eventLoopBlockIntegration({ threshold })` of `@vedette/node`, which reports the same.',
  ]);
});

it('tells of every other name that we do not have, and of where it is', () => {
  const before =
    "import { makeMagic, uuid4 } from '@sentry/browser';\nmakeMagic(uuid4());\nexport { Hub } from '@sentry/core';";
  expect(move(before).notes).toEqual([
    '2: Vedette has no `makeMagic`.',
    '2: `@vedette/browser` has no `uuid4`: import it from `@vedette/core`.',
    '3: It went with v8.',
  ]);
});

it('says nothing of names that are there', () => {
  expect(
    move(
      "import * as Sentry from '@sentry/react';\n<Sentry.ErrorBoundary>{Sentry.lastEventId()}</Sentry.ErrorBoundary>;",
    ).notes,
  ).toEqual([]);
});
