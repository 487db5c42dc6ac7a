import { describe, expect, test, vi } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureMessage } from '../capture/capture.ts';
import type { Integration } from '../types/client.ts';
import { growthbookIntegration } from './growthbook.ts';
import { buildLaunchDarklyFlagUsedHandler, launchDarklyIntegration } from './launch-darkly.ts';
import { OpenFeatureIntegrationHook, openFeatureIntegration } from './open-feature.ts';
import { statsigIntegration } from './statsig.ts';
import { unleashIntegration } from './unleash.ts';

function setup(integration: Integration) {
  const core = setupCore({ integrations: [integration] });
  return {
    ...core,
    /** What an error would carry: `{ flag: result }`. */
    flags() {
      captureMessage('m');
      const { values = [] } = (core.events().at(-1)?.contexts?.flags ?? {}) as {
        values?: Array<{ flag: string; result: boolean }>;
      };
      return Object.fromEntries(values.map(({ flag, result }) => [flag, result]));
    },
  };
}

test('LaunchDarkly: its inspector records', () => {
  const core = setup(launchDarklyIntegration());
  const handler = buildLaunchDarklyFlagUsedHandler();
  handler.method('new-cart', { value: true }, { key: 'somebody' });
  handler.method('colour', { value: 'red' });
  handler.method('broken', undefined as never);
  expect(handler).toMatchObject({ type: 'flag-used', synchronous: true });
  expect(core.flags()).toEqual({ 'new-cart': true });
});

test('OpenFeature: its hook records results, and the default after an error', () => {
  const core = setup(openFeatureIntegration());
  const hook = new OpenFeatureIntegrationHook();
  hook.after({}, { flagKey: 'a', value: true });
  hook.error({ flagKey: 'b', defaultValue: false });
  hook.after({}, undefined as never);
  hook.error(undefined as never);
  expect(core.flags()).toEqual({ a: true, b: false });
});

test('Statsig: gates record until close', async () => {
  const listeners = new Set<(event: { gate: { name: string; value: boolean } }) => void>();
  const featureFlagClient = {
    on: vi.fn((_: string, listener) => listeners.add(listener)),
    off: vi.fn((_: string, listener) => listeners.delete(listener)),
  };
  const core = setup(statsigIntegration({ featureFlagClient }));
  for (const listener of listeners) {
    listener({ gate: { name: 'a', value: true } });
    listener({} as never);
  }
  expect(featureFlagClient.on).toHaveBeenCalledWith('gate_evaluation', expect.any(Function));
  expect(core.flags()).toEqual({ a: true });
  await core.client.close();
  expect(listeners.size).toBe(0);
});

/** A class of its own for each test, because what is patched is the class. */
function makeUnleash() {
  return class Unleash {
    isEnabled(name: string): boolean {
      if (name === 'throws') {
        throw new Error('of Unleash');
      }
      return name === 'on';
    }
  };
}

class GrowthBook {
  isOn(key: string): boolean {
    return key === 'on';
  }
  getFeatureValue(key: string, fallback: unknown): unknown {
    return key === 'switch' ? true : fallback;
  }
}

describe('Unleash', () => {
  test('its clients record, and answer as before', () => {
    const Unleash = makeUnleash();
    const core = setup(unleashIntegration({ featureFlagClientClass: Unleash }));
    const unleash = new Unleash();
    expect([unleash.isEnabled('on'), unleash.isEnabled('off')]).toEqual([true, false]);
    expect(() => unleash.isEnabled('throws')).toThrow('of Unleash');
    expect(core.flags()).toEqual({ on: true, off: false });
  });

  test('its class is as before after close', async () => {
    const Unleash = makeUnleash();
    const before = Unleash.prototype.isEnabled;
    const core = setup(unleashIntegration({ featureFlagClientClass: Unleash }));
    expect(Unleash.prototype.isEnabled).not.toBe(before);
    expect(Unleash.prototype.isEnabled.name).toBe('isEnabled');
    await core.client.close();
    expect(Unleash.prototype.isEnabled).toBe(before);
  });

  test('who patched after us stays, and we no longer hear', async () => {
    const Unleash = makeUnleash();
    const core = setup(unleashIntegration({ featureFlagClientClass: Unleash }));
    const ours = Unleash.prototype.isEnabled;
    const theirs = vi.fn(function (this: InstanceType<typeof Unleash>, name: string) {
      return ours.call(this, name);
    });
    Unleash.prototype.isEnabled = theirs;
    await core.client.close();
    const next = setup(launchDarklyIntegration());
    expect(new Unleash().isEnabled('on')).toBe(true);
    expect(theirs).toHaveBeenCalledOnce();
    expect(next.flags()).toEqual({});
  });

  test('a class that has no such method is left alone', () => {
    const core = setup(unleashIntegration({ featureFlagClientClass: class {} as never }));
    expect(core.flags()).toEqual({});
  });
});

test('GrowthBook: its clients record what is on or off, and answer as before', async () => {
  const before = { ...Object.getOwnPropertyDescriptors(GrowthBook.prototype) };
  const core = setup(growthbookIntegration({ growthbookClass: GrowthBook }));
  const growthbook = new GrowthBook();
  expect(growthbook.isOn('on')).toBe(true);
  expect(growthbook.getFeatureValue('switch', false)).toBe(true);
  expect(growthbook.getFeatureValue('colour', 'red')).toBe('red');
  expect(core.flags()).toEqual({ on: true, switch: true });
  await core.client.close();
  expect(Object.getOwnPropertyDescriptors(GrowthBook.prototype)).toEqual(before);
});
