/** A transport that takes envelopes and sends nothing, counting the items: what is measured is the SDK alone. */
export function createSwallow() {
  let items = 0;
  return {
    transport: () => ({
      send: async ([, envelopeItems]) => {
        items += envelopeItems.length;
        return {};
      },
      flush: async () => true,
    }),
    count: () => items,
  };
}

export const DSN = 'http://abcdefabcdefabcdefabcdefabcdefab@127.0.0.1:9/1';
