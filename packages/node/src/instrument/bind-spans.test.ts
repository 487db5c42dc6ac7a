import diagnosticsChannel from 'node:diagnostics_channel';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Client,
  getActiveSpan,
  getIsolationScope,
  init,
  type Span,
  startInactiveSpan,
  startSpan,
} from '../index.ts';
import { bindSpans } from './bind-spans.ts';

let client: Client | undefined;
beforeEach(() => {
  client = init({
    dsn: 'http://key@127.0.0.1:9/1',
    spool: false,
    tracesSampleRate: 1,
    beforeSendTransaction: () => null,
  });
});
afterEach(() => client?.close(100));

const spoken = diagnosticsChannel.tracingChannel('test.bind-spans');
const seenInside = (message: object): Span | undefined => spoken.traceSync(() => getActiveSpan(), message);

test('makes a span the active one inside of what is traced, in the same request, and nowhere else', () => {
  startSpan({ name: 'outside' }, (outside) => {
    const span = startInactiveSpan({ name: 'inside' });
    const isolation = getIsolationScope();
    const stop = bindSpans<{ known: boolean }>('tracing:test.bind-spans:start', ({ known }) =>
      known ? span : undefined,
    );
    expect(seenInside({ known: true })).toBe(span);
    expect(spoken.traceSync(getIsolationScope, { known: true })).toBe(isolation);
    expect(seenInside({ known: false })).toBe(outside);
    expect(getActiveSpan()).toBe(outside);
    stop();
    expect(seenInside({ known: true })).toBe(outside);
  });
});

test('leaves all as it is when who is asked throws', () => {
  startSpan({ name: 'outside' }, (outside) => {
    const stop = bindSpans('tracing:test.bind-spans:start', () => {
      throw new Error('ours');
    });
    expect(seenInside({})).toBe(outside);
    stop();
  });
});
