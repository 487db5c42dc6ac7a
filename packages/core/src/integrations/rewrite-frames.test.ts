import { expect, test, vi } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureEvent, captureMessage } from '../capture/capture.ts';
import type { StackFrame } from '../types/event.ts';
import { type RewriteFramesOptions, rewriteFramesIntegration } from './rewrite-frames.ts';

function framesSent(frames: StackFrame[], options?: RewriteFramesOptions): StackFrame[] | undefined {
  const core = setupCore({ integrations: [rewriteFramesIntegration(options)] });
  captureEvent({
    exception: {
      values: [
        { type: 'Error', value: 'no stack' },
        { type: 'Error', stacktrace: { frames } },
      ],
    },
  });
  return core.events()[0]?.exception?.values?.[1]?.stacktrace?.frames;
}

const nameSent = (filename: string, options?: RewriteFramesOptions) =>
  framesSent([{ filename }], options)?.[0]?.filename;

test.each([
  ['/srv/shop/dist/server.js', 'app:///server.js'],
  ['C:\\shop\\dist\\server.js', 'app:///server.js'],
  ['dist\\server.js', 'app:///server.js'],
  ['https://shop.example/app.js', 'https://shop.example/app.js'],
  ['node:internal/timers', 'node:internal/timers'],
  ['<anonymous>', '<anonymous>'],
])('without a root, %s becomes %s', (filename, expected) => {
  expect(nameSent(filename)).toBe(expected);
});

test.each([
  ['/srv/shop', '/srv/shop/dist/server.js', 'app:///dist/server.js'],
  ['/srv/shop/', '/srv/shop/dist/server.js', 'app:///dist/server.js'],
  ['/srv/shop', '/usr/lib/a.js', 'app:///../../usr/lib/a.js'],
  ['/srv/shop', '/srv/shopping/a.js', 'app:///../shopping/a.js'],
  ['C:\\shop', 'C:\\shop\\dist\\server.js', 'app:///dist/server.js'],
  ['https://shop.example/', 'https://shop.example/static/app.js', 'app:///static/app.js'],
  ['https://shop.example/', 'https://cdn.example/lib.js', 'https://cdn.example/lib.js'],
])('with the root %s, %s becomes %s', (root, filename, expected) => {
  expect(nameSent(filename, { root })).toBe(expected);
});

test('another prefix may stand in place of the root', () => {
  expect(nameSent('/srv/shop/a.js', { root: '/srv/shop', prefix: 'shop://' })).toBe('shop://a.js');
  expect(nameSent('/srv/shop/a.js', { prefix: '' })).toBe('a.js');
});

test('the rest of a frame stays, and frames without a file too', () => {
  const frames = [{ function: 'f' }, { filename: '/a/b.js', function: 'g', lineno: 3, colno: 4, in_app: true }];
  expect(framesSent(frames)).toEqual([
    { function: 'f' },
    { filename: 'app:///b.js', function: 'g', lineno: 3, colno: 4, in_app: true },
  ]);
});

test('an own function rewrites instead', () => {
  const iteratee = vi.fn((frame: StackFrame) => ({ ...frame, filename: `own:${frame.filename}` }));
  expect(nameSent('/a/b.js', { iteratee })).toBe('own:/a/b.js');
  expect(iteratee.mock.calls).toEqual([[{ filename: '/a/b.js' }]]);
});

test('one that throws leaves the stack as it is', () => {
  const iteratee = (): never => {
    throw new Error('of the host');
  };
  expect(nameSent('/a/b.js', { iteratee })).toBe('/a/b.js');
});

test('an event without exceptions passes', () => {
  const core = setupCore({ integrations: [rewriteFramesIntegration()] });
  captureMessage('m');
  expect(core.events()[0]?.message).toBe('m');
});
