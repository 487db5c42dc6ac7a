// @vitest-environment jsdom
import { createStackParser } from '@vedette/core';
import { expect, it, vi } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import {
  captureException,
  chromeStackLineParser,
  defaultStackLineParsers,
  defaultStackParser,
  geckoStackLineParser,
  getReplay,
  opera10StackLineParser,
  opera11StackLineParser,
  replayCanvasIntegration,
  replayIntegration,
  WINDOW,
  winjsStackLineParser,
} from '../index.ts';

const CHROMIUM = 'Error: x\n    at inner (https://shop.example/a.js:1:2)\n    at outer (https://shop.example/a.js:3:4)';
const FIREFOX = 'inner@https://shop.example/a.js:1:2\nouter@https://shop.example/a.js:3:4';
const FRAMES = [
  { function: 'outer', filename: 'https://shop.example/a.js', lineno: 3, colno: 4, in_app: true },
  { function: 'inner', filename: 'https://shop.example/a.js', lineno: 1, colno: 2, in_app: true },
];

it.each([
  ['Chromium', CHROMIUM],
  ['Firefox', FIREFOX],
])('defaultStackParser reads a stack of %s', (_, stack) => {
  expect(defaultStackParser(stack)).toEqual(FRAMES);
});

it('readers of lines make a reader of stacks, whichever are given', () => {
  for (const parser of [chromeStackLineParser, geckoStackLineParser, winjsStackLineParser]) {
    expect(createStackParser(parser)(CHROMIUM)).toEqual(FRAMES);
  }
  expect(createStackParser(...defaultStackLineParsers)(FIREFOX)).toEqual(FRAMES);
  expect(createStackParser(opera10StackLineParser, opera11StackLineParser)('no stack at all')).toEqual([]);
});

it('init takes them as stackParser', () => {
  const { events } = startPage({ stackParser: defaultStackLineParsers });
  captureException(Object.assign(new Error('x'), { stack: CHROMIUM }));
  expect(events()[0]?.exception?.values?.[0]?.stacktrace?.frames).toEqual(FRAMES);
});

it('an application that records replays elsewhere starts, and debug says that nothing is recorded', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const replay = replayIntegration({ maskAllText: true });
  startPage({ debug: true, integrations: [replay, replayCanvasIntegration()], replaysSessionSampleRate: 1 });
  expect(log.mock.calls.flat()).toContain('replayIntegration: replays are not recorded by this SDK yet.');
  replay.start();
  replay.startBuffering();
  await replay.flush();
  await replay.stop();
  expect([getReplay(), replay.getReplayId(), replay.getRecordingMode()]).toEqual([undefined, undefined, undefined]);
});

it('WINDOW is the page', () => {
  expect(WINDOW.document).toBe(document);
});
