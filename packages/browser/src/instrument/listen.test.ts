// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { listen } from './listen.ts';

afterEach(() => vi.unstubAllGlobals());

describe('listen', () => {
  it('hears an event until it is told to stop, also when told twice', () => {
    const heard: Event[] = [];
    const stop = listen('popstate', (event) => heard.push(event));
    const event = new Event('popstate');
    dispatchEvent(event);
    stop();
    stop();
    dispatchEvent(new Event('popstate'));
    expect(heard).toEqual([event]);
  });

  it('hears events on elements only when it captures', () => {
    const heard: string[] = [];
    const stops = [listen('change', () => heard.push('plain')), listen('change', () => heard.push('capturing'), true)];
    document.body.dispatchEvent(new Event('change'));
    expect(heard).toEqual(['capturing']);
    for (const stop of stops) {
      stop();
    }
    document.body.dispatchEvent(new Event('change'));
    expect(heard).toEqual(['capturing']);
  });

  it('harms nobody when hearing throws', () => {
    const failed = vi.fn();
    addEventListener('error', failed);
    const stop = listen('popstate', () => {
      throw new Error('ours');
    });
    dispatchEvent(new Event('popstate'));
    stop();
    removeEventListener('error', failed);
    expect(failed).not.toHaveBeenCalled();
  });

  it('does nothing where nothing can be listened to', () => {
    vi.stubGlobal('addEventListener', undefined);
    vi.stubGlobal('removeEventListener', undefined);
    expect(() => listen('popstate', () => {})()).not.toThrow();
  });
});
