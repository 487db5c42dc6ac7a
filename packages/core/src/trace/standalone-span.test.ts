import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import type { Span } from '../types/span.ts';
import { setMeasurement, startInactiveSpan } from './start-span.ts';

function sendOne(parentSpan?: Span) {
  const span = startInactiveSpan({
    name: 'button',
    op: 'ui.interaction.click',
    ...(parentSpan && { parentSpan }),
    experimental: { standalone: true },
  });
  setMeasurement('inp', 300, 'millisecond', span);
  span.end();
  return span.spanContext();
}

describe('a standalone span', () => {
  test('is sent by itself, with its measurements, in the trace of its parent', () => {
    const { envelopes, transactions } = setupCore({ tracesSampleRate: 1 });
    const parent = startInactiveSpan({ name: '/shop' });
    const { traceId, spanId } = sendOne(parent);
    const [envelope] = envelopes();
    expect(envelope?.headers.trace).toMatchObject({ trace_id: traceId, sampled: 'true' });
    expect(envelope?.items).toMatchObject([
      {
        headers: { type: 'span' },
        payload: {
          description: 'button',
          op: 'ui.interaction.click',
          trace_id: parent.spanContext().traceId,
          parent_span_id: parent.spanContext().spanId,
          is_segment: true,
          segment_id: spanId,
          measurements: { inp: { value: 300, unit: 'millisecond' } },
        },
      },
    ]);
    parent.end();
    expect(transactions()[0]?.spans).toEqual([]);
  });

  test('is counted as a span when its trace is not sampled', async () => {
    const { client, envelopes, reported } = setupCore({ tracesSampleRate: 0 });
    sendOne();
    expect(envelopes()).toEqual([]);
    await client.flush();
    expect(reported()).toEqual({ 'sample_rate span': 1 });
  });

  test('is not sent when it is ignored, and is what beforeSendSpan makes of it', async () => {
    const ignoring = setupCore({ tracesSampleRate: 1, ignoreSpans: ['button'] });
    sendOne();
    await ignoring.client.flush();
    expect(ignoring.reported()).toEqual({ 'ignored span': 1 });

    const { envelopes } = setupCore({
      tracesSampleRate: 1,
      beforeSendSpan: (span) => ({ ...span, description: 'a button' }),
    });
    sendOne();
    expect(envelopes()[0]?.items[0]?.payload).toMatchObject({ description: 'a button' });
  });
});
