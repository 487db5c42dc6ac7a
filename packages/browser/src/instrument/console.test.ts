import { DEBUG_PREFIX } from '@vedette/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { CONSOLE_LEVELS, onConsole } from './console.ts';

const written = vi.fn();
const originals = CONSOLE_LEVELS.map((level) => Object.getOwnPropertyDescriptor(console, level));

beforeEach(() => {
  written.mockReset();
  for (const level of CONSOLE_LEVELS) {
    console[level] = (...args: unknown[]) => written(level, ...args);
  }
});

afterEach(() => {
  CONSOLE_LEVELS.forEach((level, index) => {
    Object.defineProperty(console, level, originals[index] as PropertyDescriptor);
  });
});

function listen(also: () => void = () => {}): { heard: unknown[]; stop: () => void } {
  const { client } = startPage({ defaultIntegrations: false });
  const heard: unknown[] = [];
  const stop = onConsole(client, (level, args) => {
    heard.push([level, ...args]);
    also();
  });
  return { heard, stop };
}

describe('onConsole', () => {
  it('hears every level, and the line is written as before', () => {
    const { heard, stop } = listen();
    for (const level of CONSOLE_LEVELS) {
      (console[level] as (...args: unknown[]) => void)('a', 1);
    }
    const expected = CONSOLE_LEVELS.map((level) => [level, 'a', 1]);
    expect(heard).toEqual(expected);
    expect(written.mock.calls).toEqual(expected);
    stop();
  });

  it('does not hear what a listener writes', () => {
    const { heard, stop } = listen(() => console.log('of the listener'));
    console.log('of the host');
    expect(heard).toEqual([['log', 'of the host']]);
    expect(written).toHaveBeenCalledTimes(2);
    stop();
  });

  it('passes our own lines over', () => {
    const { heard, stop } = listen();
    console.warn(DEBUG_PREFIX, 'internal');
    expect(heard).toEqual([]);
    expect(written).toHaveBeenCalledOnce();
    stop();
  });

  it('hears on after a listener threw', () => {
    const { heard, stop } = listen(() => {
      throw new Error('of the listener');
    });
    console.log(1);
    console.log(2);
    expect(heard).toHaveLength(2);
    stop();
  });

  it('puts every method back', () => {
    const before = Object.getOwnPropertyDescriptors(console);
    listen().stop();
    expect(Object.getOwnPropertyDescriptors(console)).toEqual(before);
  });
});
