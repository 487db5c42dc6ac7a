import { afterEach, describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureException, captureMessage } from '../capture/capture.ts';
import { debugIdsIntegration } from './debug-ids.ts';

const globals = globalThis as { _sentryDebugIds?: Record<string, string>; _debugIds?: Record<string, string> };
const ID = 'c941d872-af1f-4f0c-a7ff-ad3d295fe153';

afterEach(() => {
  delete globals._sentryDebugIds;
  delete globals._debugIds;
});

function fail(file: string): void {
  captureException(Object.assign(new Error('x'), { stack: `Error: x\n    at pay (${file}:2:3)` }));
}

describe('debug ids', () => {
  test('of the files in a stack come with the event', () => {
    globals._sentryDebugIds = {
      'Error\n    at https://shop.example/app.js:1:10': ID,
      'Error\n    at https://shop.example/other.js:1:10': ID.replace('c', 'd'),
    };
    const core = setupCore({ integrations: [debugIdsIntegration()] });
    fail('https://shop.example/app.js');
    expect(core.events()[0]?.debug_meta).toEqual({
      images: [{ type: 'sourcemap', code_file: 'https://shop.example/app.js', debug_id: ID }],
    });
  });

  test('also of files that came later', () => {
    const core = setupCore({ integrations: [debugIdsIntegration()] });
    fail('/late.js');
    globals._debugIds = { 'Error\n    at /late.js:1:1': ID };
    fail('/late.js');
    expect(core.events().map(({ debug_meta }) => debug_meta?.images?.length)).toEqual([undefined, 1]);
  });

  test('of the newer kind win', () => {
    const stack = 'Error\n    at /app.js:1:1';
    globals._sentryDebugIds = { [stack]: 'older' };
    globals._debugIds = { [stack]: ID };
    const core = setupCore({ integrations: [debugIdsIntegration()] });
    fail('/app.js');
    expect(core.events()[0]?.debug_meta?.images).toMatchObject([{ debug_id: ID }]);
  });

  test('of other files, and without a stack, are left out', () => {
    globals._debugIds = { 'Error\n    at /app.js:1:1': ID, 'no stack': ID };
    const core = setupCore({ integrations: [debugIdsIntegration()] });
    fail('/another.js');
    captureMessage('m');
    expect(core.events().map(({ debug_meta }) => debug_meta)).toEqual([undefined, undefined]);
  });
});
