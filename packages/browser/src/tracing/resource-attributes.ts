import type { SpanAttributes } from '@vedette/core';

/** How an answer came and how many bytes it had; sizes only where its server lets the page know. */
export function resourceAttributes({
  nextHopProtocol,
  transferSize,
  encodedBodySize,
  decodedBodySize,
}: PerformanceResourceTiming): SpanAttributes {
  const [name, version] = (nextHopProtocol ?? '').replace(/^h(?=\d)/, 'http/').split('/');
  return {
    'network.protocol.name': name || undefined,
    'network.protocol.version': version,
    ...(decodedBodySize && {
      'http.response_transfer_size': transferSize,
      'http.response_content_length': encodedBodySize,
      'http.decoded_response_content_length': decodedBodySize,
    }),
  };
}
