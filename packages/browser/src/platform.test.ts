// @vitest-environment jsdom
import { platformContract } from '@vedette/core/testing';
import { startBackend } from '@vedette/testkit';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createBrowserPlatform } from './platform.ts';

const backend = await startBackend();
const listeningUrl = backend.envelopeUrl;

afterAll(async () => {
  // The contract posts a client report without a time, to see bytes arrive.
  backend.takeProblems();
  await backend.close();
});

describe('the platform of browsers', () => {
  const urls = { listeningUrl, refusingUrl: `${backend.url}/nowhere`, deadUrl: 'http://127.0.0.1:1/' };
  for (const { name, check } of platformContract(urls)) {
    it(name, () => check(createBrowserPlatform()));
  }
});

describe('onExit', () => {
  afterEach(() => setVisibility('visible'));

  it('tells when the page is hidden, and not when it is shown', () => {
    let calls = 0;
    const stop = createBrowserPlatform().onExit(() => calls++);
    setVisibility('hidden');
    setVisibility('visible');
    expect(calls).toBe(1);
    stop();
    setVisibility('hidden');
    expect(calls).toBe(1);
  });

  it.each(['pagehide', 'freeze'])('tells of %s, also where the page was not hidden before', (type) => {
    let calls = 0;
    const stop = createBrowserPlatform().onExit(() => calls++);
    window.dispatchEvent(new Event(type));
    expect(calls).toBe(1);
    stop();
    window.dispatchEvent(new Event(type));
    expect(calls).toBe(1);
  });
});

function setVisibility(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
  document.dispatchEvent(new Event('visibilitychange'));
}
