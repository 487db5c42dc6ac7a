/** A transport that takes envelopes and sends nothing, counting the items: what is measured is the SDK alone. */
export function createSwallow() {
  let items = 0;
  let last;
  return {
    transport: () => ({
      send: async (envelope) => {
        items += envelope[1].length;
        last = envelope;
        return {};
      },
      flush: async () => true,
    }),
    count: () => items,
    /** The newest envelope. */
    last: () => last,
  };
}

export const DSN = 'http://abcdefabcdefabcdefabcdefabcdefab@127.0.0.1:9/1';
