import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { addIntegration, captureException, captureMessage } from '../capture/capture.ts';
import { setContext } from '../capture/context.ts';
import { getClient, withIsolationScope, withScope } from '../scope/current.ts';
import { startSpan } from '../trace/start-span.ts';
import type { Event } from '../types/event.ts';
import { type FeatureFlagsIntegration, featureFlagsIntegration } from './feature-flags.ts';

const setup = () => setupCore({ tracesSampleRate: 1, integrations: [featureFlagsIntegration()] });

function addFlag(name: string, value: unknown): void {
  getClient()?.getIntegrationByName<FeatureFlagsIntegration>('FeatureFlags')?.addFeatureFlag(name, value);
}

const flagsOf = (event: Event | undefined) =>
  event?.contexts?.flags?.values as Array<{ flag: string; result: boolean }>;

describe('an error', () => {
  test('carries the flags, in order of the last evaluation', () => {
    const core = setup();
    addFlag('a', true);
    addFlag('b', false);
    addFlag('a', false);
    captureException(new Error('x'));
    expect(flagsOf(core.events()[0])).toEqual([
      { flag: 'b', result: false },
      { flag: 'a', result: false },
    ]);
  });

  test('carries the newest 100', () => {
    const core = setup();
    for (let n = 0; n < 150; n++) {
      addFlag(`flag ${n}`, true);
    }
    captureMessage('m');
    const flags = flagsOf(core.events()[0]).map(({ flag }) => flag);
    expect([flags.length, flags[0], flags.at(-1)]).toEqual([100, 'flag 50', 'flag 149']);
  });

  test('carries the flags of its scope, not those of others', () => {
    const core = setup();
    addFlag('outside', true);
    for (const within of [withScope, withIsolationScope]) {
      within(() => {
        addFlag('inside', true);
        captureMessage('inside');
      });
    }
    captureMessage('outside');
    expect(core.events().map((event) => flagsOf(event).map(({ flag }) => flag))).toEqual([
      ['outside', 'inside'],
      ['outside', 'inside'],
      ['outside'],
    ]);
  });

  test('that was captured before a flag does not carry it', () => {
    const core = setup();
    captureMessage('m');
    addFlag('late', true);
    expect(core.events()[0]?.contexts).not.toHaveProperty('flags');
  });
});

describe('a span', () => {
  test('carries the first 10 flags that were evaluated while it was active, with their last result', () => {
    const core = setup();
    addFlag('before', true);
    startSpan({ name: 'work' }, () => {
      for (let n = 0; n < 12; n++) {
        addFlag(`flag ${n}`, true);
      }
      addFlag('flag 0', false);
    });
    const { data } = core.transactions()[0]?.contexts?.trace ?? {};
    const flags = Object.entries(data ?? {}).filter(([name]) => name.startsWith('flag.evaluation.'));
    expect(flags).toEqual([
      ['flag.evaluation.flag 0', false],
      ...Array.from({ length: 9 }, (_, n) => [`flag.evaluation.flag ${n + 1}`, true]),
    ]);
  });

  test('that is not recorded costs nothing and harms nothing', () => {
    const core = setupCore({ tracesSampleRate: 0, integrations: [featureFlagsIntegration()] });
    startSpan({ name: 'work' }, () => {
      addFlag('a', true);
      captureMessage('m');
    });
    expect(flagsOf(core.events()[0])).toEqual([{ flag: 'a', result: true }]);
  });
});

test.each([['text'], [1], [undefined], [null], [{}], [[]]])('a flag whose value is %j is passed over', (value) => {
  const core = setup();
  addFlag('a', value);
  captureMessage('m');
  expect(core.events()[0]?.contexts).not.toHaveProperty('flags');
});

test('names and contexts that are none do not throw', () => {
  const core = setup();
  setContext('flags', { values: 'of the host' });
  for (const name of [undefined, null, 1, Symbol('s'), 'a']) {
    expect(() => addFlag(name as never, true)).not.toThrow();
  }
  captureMessage('m');
  expect(core.events()).toHaveLength(1);
});

test('may be added later', () => {
  const core = setupCore();
  addIntegration(featureFlagsIntegration());
  addFlag('a', true);
  captureMessage('m');
  expect(flagsOf(core.events()[0])).toEqual([{ flag: 'a', result: true }]);
});
