// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { browserTracingIntegration, functionToStringIntegration } from '../index.ts';

/** What is patched by then. */
const patched = (): Record<string, () => void> => ({
  fetch: globalThis.fetch as unknown as () => void,
  'XMLHttpRequest.open': XMLHttpRequest.prototype.open as () => void,
  'history.pushState': history.pushState as unknown as () => void,
  'console.log': console.log,
});

it('what we put in place of a function shows the source of the original, and nothing of ours', () => {
  const native = Function.prototype.toString;
  const before = patched();
  const { client } = startPage({ integrations: [functionToStringIntegration(), browserTracingIntegration()] });
  for (const [name, standIn] of Object.entries(patched())) {
    expect(standIn, `${name} is not patched`).not.toBe(before[name]);
    expect(String(standIn)).toBe(String(before[name]));
    expect(standIn.name).toBe(before[name]?.name);
  }
  expect(Function.prototype.toString).toBe(native);
  expect(client.getIntegrationByName('FunctionToString')).toBeDefined();
});
