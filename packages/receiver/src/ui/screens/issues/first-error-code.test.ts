import { expect, it } from 'vitest';
import { browserCode, nodeCode } from './first-error-code.ts';

const dsn = 'http://abc@127.0.0.1:8977/1';

it('shows code to paste that knows the address to send to', () => {
  expect(browserCode(dsn)).toContain(`dsn: '${dsn}'`);
  expect(nodeCode(dsn)).toContain(`dsn: '${dsn}'`);
});

it('imports the package of the runtime', () => {
  expect(browserCode(dsn)).toContain("from '@vedette/browser'");
  expect(nodeCode(dsn)).toContain("from '@vedette/node'");
});

it('needs no more than ten lines of code', () => {
  const lines = browserCode(dsn)
    .split('\n')
    .filter((line) => line.trim() !== '');
  expect(lines.length).toBeLessThanOrEqual(10);
});
