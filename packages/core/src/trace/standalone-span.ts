import type { Client } from '../types/client.ts';
import { lastLookAtSpan } from './before-send-span.ts';
import { isIgnored } from './ignore-spans.ts';
import type { Segment, TraceSpan } from './span.ts';
import { spanToJSON } from './span-json.ts';

/** Sends an ended root as one span of version 1, without the scopes. Source: wire-protocol, "Item types". */
export function sendStandaloneSpan(span: TraceSpan, client: Client): void {
  if (isIgnored(span, client)) {
    client.recordDroppedEvent('ignored', 'span');
    return;
  }
  const segment = span.segment as Segment;
  const json = lastLookAtSpan(
    () => ({ ...spanToJSON(span), is_segment: true, segment_id: span.spanId }),
    'static',
    client,
  );
  const trace = segment.samplingContext(segment, client);
  client.sendEnvelope([{ trace: trace.public_key ? trace : undefined }, [[{ type: 'span' }, json]]]);
}
