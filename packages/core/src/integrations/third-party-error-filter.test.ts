import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureEvent, captureMessage, flush } from '../capture/capture.ts';
import type { StackFrame } from '../types/event.ts';
import { type ThirdPartyErrorFilterOptions, thirdPartyErrorFilterIntegration } from './third-party-error-filter.ts';

const page = globalThis as { _sentryModuleMetadata?: unknown };

beforeEach(() => {
  page._sentryModuleMetadata = {
    'Error\n    at https://a.example/own.js:1:1': { '_sentryBundlerPluginAppKey:shop': true },
    'Error\n    at https://a.example/other-app.js:1:1': { '_sentryBundlerPluginAppKey:other': true },
  };
});

afterEach(() => {
  delete page._sentryModuleMetadata;
});

function setup(behaviour: ThirdPartyErrorFilterOptions['behaviour'], more: Partial<ThirdPartyErrorFilterOptions> = {}) {
  return setupCore({ integrations: [thirdPartyErrorFilterIntegration({ filterKeys: ['shop'], behaviour, ...more })] });
}

function throwThrough(...frames: StackFrame[]): void {
  captureEvent({ exception: { values: [{ type: 'Error', value: 'x', stacktrace: { frames } }] } });
}

const own: StackFrame = { filename: 'https://a.example/own.js', lineno: 1 };
const foreign: StackFrame = { filename: 'https://b.example/ad.js', lineno: 1 };

const CASES: Array<[string, StackFrame[], contains: boolean, exclusively: boolean]> = [
  ['only own frames', [own, own], false, false],
  ['own and foreign frames', [own, foreign], true, false],
  ['only foreign frames', [foreign, foreign], true, true],
  [
    'frames of an application with another key',
    [{ filename: 'https://a.example/other-app.js', lineno: 1 }],
    true,
    true,
  ],
  ['native frames between own ones', [own, { filename: '<anonymous>' }, { function: 'map' }], false, false],
  ['only native frames', [{ filename: '<anonymous>' }], false, false],
];

describe.each(CASES)('an error with %s', (_, frames, contains, exclusively) => {
  test(`is ${contains ? '' : 'not '}dropped for containing foreign frames`, () => {
    const core = setup('drop-error-if-contains-third-party-frames');
    throwThrough(...frames);
    expect(core.events()).toHaveLength(contains ? 0 : 1);
  });

  test(`is ${exclusively ? '' : 'not '}dropped for having no others`, () => {
    const core = setup('drop-error-if-exclusively-contains-third-party-frames');
    throwThrough(...frames);
    expect(core.events()).toHaveLength(exclusively ? 0 : 1);
  });

  test('is tagged by the same rules', () => {
    const tags = (
      ['apply-tag-if-contains-third-party-frames', 'apply-tag-if-exclusively-contains-third-party-frames'] as const
    ).map((behaviour) => {
      const core = setup(behaviour);
      throwThrough(...frames);
      return core.events()[0]?.tags?.third_party_code;
    });
    expect(tags).toEqual([contains || undefined, exclusively || undefined]);
  });
});

test('a drop is counted', async () => {
  const core = setup('drop-error-if-contains-third-party-frames');
  throwThrough(foreign);
  await flush(1000);
  expect(core.reported()).toEqual({ 'event_processor error': 1 });
});

test('messages pass', () => {
  const core = setup('drop-error-if-contains-third-party-frames');
  captureMessage('m');
  expect(core.events()).toHaveLength(1);
});

test('frames of the monitoring itself count, unless they are to be ignored', () => {
  const ours: StackFrame = { filename: 'https://a.example/node_modules/@vedette/browser/dist/index.js', lineno: 1 };
  const core = setup('drop-error-if-contains-third-party-frames');
  throwThrough(ours, own);
  expect(core.events()).toHaveLength(0);
  const ignoring = setup('drop-error-if-contains-third-party-frames', { ignoreSentryInternalFrames: true });
  throwThrough(ours, own);
  throwThrough({ filename: foreign.filename, function: 'sentryWrapped', lineno: 1 }, own);
  expect(ignoring.events()).toHaveLength(2);
});

test('wrong options drop nothing', () => {
  const core = setupCore({ integrations: [thirdPartyErrorFilterIntegration({} as never)] });
  throwThrough(foreign);
  expect(core.events()).toHaveLength(1);
});
