import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import type { IgnoreSpan } from '../types/span.ts';
import { shouldIgnoreSpan } from './ignore-spans.ts';
import { startInactiveSpan, startSpan } from './start-span.ts';

const span = {
  description: 'GET /health',
  op: 'http.server',
  data: { 'http.route': '/health', code: 200, cached: true, tags: ['a', 'b'] },
};

describe('a span is ignored', () => {
  test.each<[IgnoreSpan, boolean]>([
    ['health', true],
    ['wealth', false],
    [/^GET/, true],
    [/health/gy, true],
    [{ name: 'health' }, true],
    [{ op: 'http' }, true],
    [{ op: /^http$/ }, false],
    [{ name: 'health', op: 'db' }, false],
    [{ name: /GET/, op: 'http', attributes: { 'http.route': 'heal' } }, true],
    [{ attributes: { 'http.route': /^\/health$/ } }, true],
    [{ attributes: { code: 200, cached: true } }, true],
    [{ attributes: { code: '200' } }, false],
    [{ attributes: { tags: ['a', 'b'] } }, true],
    [{ attributes: { tags: ['a'] } }, false],
    [{ attributes: { missing: 'x' } }, false],
    [{}, false],
    ['', false],
    [{ name: undefined as never, op: 'http' }, true],
  ])('by %j: %j', (pattern, expected) => {
    expect(shouldIgnoreSpan(span, [pattern])).toBe(expected);
  });

  test('by any of several, and by none of none', () => {
    expect(shouldIgnoreSpan(span, ['x', 'health'])).toBe(true);
    expect(shouldIgnoreSpan(span, [])).toBe(false);
    expect(shouldIgnoreSpan({}, ['health', { op: 'x' }])).toBe(false);
  });

  test.each(Object.keys(HOSTILE))('never throws: %s', (name) => {
    const value = HOSTILE[name]?.() as never;
    expect(typeof shouldIgnoreSpan(span, [value])).toBe('boolean');
    expect(shouldIgnoreSpan({ description: 'a' }, value)).toBe(false);
  });
});

describe('ignoreSpans', () => {
  const report = async ({ client, reported }: Core) => {
    await client.flush(100);
    return reported();
  };

  test('leaves a child out, hangs what is below it higher, and counts it', async () => {
    const core = setupCore({ tracesSampleRate: 1, ignoreSpans: ['noise'] });
    startSpan({ name: 'root' }, () =>
      startSpan({ name: 'noise 1' }, () =>
        startSpan({ name: 'noise 2' }, () => startSpan({ name: 'kept' }, () => startSpan({ name: 'below' }, () => {}))),
      ),
    );
    const [transaction] = core.transactions();
    const [kept, below] = transaction?.spans ?? [];
    expect(transaction?.spans?.map(({ description }) => description)).toEqual(['kept', 'below']);
    expect(kept?.parent_span_id).toBe(transaction?.contexts?.trace?.span_id);
    expect(below?.parent_span_id).toBe(kept?.span_id);
    expect(await report(core)).toEqual({ 'ignored span': 2 });
  });

  test('that fits the root drops the transaction, and counts all that had ended', async () => {
    const core = setupCore({
      tracesSampleRate: 1,
      ignoreSpans: [{ op: 'http.server', attributes: { path: '/health' } }],
    });
    startSpan({ name: 'GET', op: 'http.server', attributes: { path: '/health' } }, () => {
      startSpan({ name: 'a' }, () => {});
      startInactiveSpan({ name: 'never ends' });
    });
    expect(core.transactions()).toEqual([]);
    expect(await report(core)).toEqual({ 'ignored transaction': 1, 'ignored span': 2 });
  });

  test('looks at names as they are in the end', () => {
    const core = setupCore({ tracesSampleRate: 1, ignoreSpans: ['final'] });
    startSpan({ name: 'root' }, () => startSpan({ name: 'final' }, (child) => void child.updateName('other')));
    startSpan({ name: 'first' }, (root) => void root.updateName('final'));
    expect(core.transactions()).toMatchObject([{ transaction: 'root', spans: [{ description: 'other' }] }]);
  });
});
