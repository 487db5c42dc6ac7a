import { expect, test } from 'vitest';
import { createTestPlatform, setupCore } from '../../test-support/setup-core.ts';
import { setConsent } from './consent.ts';

test('tells the current client', () => {
  const { client } = setupCore();
  const heard: string[] = [];
  client.on('consent', (state) => heard.push(state));
  setConsent('denied');
  setConsent('granted');
  expect(heard).toEqual(['denied', 'granted']);
});

test('does nothing without a client', () => {
  createTestPlatform();
  expect(() => setConsent('granted')).not.toThrow();
});
