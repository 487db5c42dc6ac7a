import { describe, expect, test, vi } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import type { BeforeSendSpan, SpanJSON } from '../types/span.ts';
import { withStaticSpan, withStreamedSpan } from './before-send-span.ts';
import { startSpan } from './start-span.ts';

function send(beforeSendSpan: BeforeSendSpan) {
  const core = setupCore({ tracesSampleRate: 1, beforeSendSpan });
  startSpan({ name: 'root', attributes: { a: 1 } }, () => startSpan({ name: 'child', attributes: { b: 2 } }, () => {}));
  return core.transactions()[0];
}

/** sdk-behaviour, "Event pipeline". */
describe('beforeSendSpan', () => {
  test('is asked about the root and each child, and what it returns is sent', () => {
    const seen: SpanJSON[] = [];
    const sent = send((span) => {
      seen.push(span);
      return {
        ...span,
        description: `${span.description}!`,
        data: { ...span.data, 'sentry.source': 'route', extra: 'x' },
      };
    });
    expect(seen.map(({ description }) => description)).toEqual(['root', 'child']);
    expect(seen[1]?.parent_span_id).toBe(seen[0]?.span_id);
    expect(sent).toMatchObject({
      transaction: 'root!',
      transaction_info: { source: 'route' },
      contexts: { trace: { span_id: seen[0]?.span_id, data: { a: 1, extra: 'x' } } },
      spans: [{ description: 'child!', data: { b: 2, extra: 'x' } }],
    });
  });

  test('may change the span it is given', () => {
    const sent = send((span) => {
      delete span.data.a;
      span.data.c = 3;
      span.op = 'changed';
      return span;
    });
    expect(sent?.contexts?.trace?.data).not.toHaveProperty('a');
    expect(sent).toMatchObject({ contexts: { trace: { op: 'changed', data: { c: 3 } } }, spans: [{ op: 'changed' }] });
  });

  test('that throws costs nothing, not even what it had changed by then', () => {
    const sent = send((span) => {
      span.data.a = 'half';
      span.description = 'half';
      throw new Error('host');
    });
    expect(sent).toMatchObject({ transaction: 'root', spans: [{ description: 'child' }] });
    expect(sent?.contexts?.trace?.data?.a).toBe(1);
  });

  test('that returns nothing keeps the span, and is told so once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const drop = (): never => null as never;
    expect(send(drop)).toMatchObject({ transaction: 'root', spans: [{ description: 'child' }] });
    expect(send((() => 'text') as never)).toMatchObject({ transaction: 'root' });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.join(' ')).toContain('beforeSendSpan');
    warn.mockRestore();
  });

  test('is called for transactions when marked for them, and not when marked for streamed spans', () => {
    const rename = (span: SpanJSON): SpanJSON => ({ ...span, description: 'renamed' });
    expect(send(withStaticSpan(rename))?.transaction).toBe('renamed');
    const streamed = vi.fn((span) => span);
    expect(send(withStreamedSpan(streamed))?.transaction).toBe('root');
    expect(streamed).not.toHaveBeenCalled();
  });
});
