import type { ConsentState, TransportResponse } from '../types/client.ts';
import type { Envelope, EnvelopeItem } from '../types/envelope.ts';

/** Envelopes that wait for an answer, and about how many characters of JSON and bytes of attachments they may be. */
const MAX_WAITING = 100;
const MAX_SIZE = 1_000_000;

export interface ConsentOptions {
  /** @default 'granted' */
  initial?: ConsentState;
  /** What sends; must not throw. */
  send: (envelope: Envelope) => PromiseLike<TransportResponse>;
  /** Is told of everything that will not be sent: above the bounds while waiting, or refused. */
  drop: (envelope: Envelope, reason: 'buffer_overflow' | 'ignored') => void;
}

/** Stands between a client and its transport. */
export interface Consent {
  /** Sends, keeps or drops. Resolves when the fate of the envelope is known, with `{}` if it is dropped; never rejects. */
  send(envelope: Envelope): PromiseLike<TransportResponse>;
  /** From now on. `granted` sends what waits, in order; anything but that and `pending` wipes it. */
  set(state: ConsentState): void;
  /** Whether anything leaves at all. What was dropped is best reported only then: a report would be dropped too. */
  isGranted(): boolean;
}

/**
 * Whether envelopes may leave: `granted` passes them on, `pending` keeps them in memory and nowhere else, `denied` drops
 * them, and so does a state that there is not. Source: design, decision 8.
 */
export function createConsent({ initial = 'granted', send, drop }: ConsentOptions): Consent {
  let state = initial;
  let waiting: Array<{
    envelope: Envelope;
    done: (response: TransportResponse | PromiseLike<TransportResponse>) => void;
  }> = [];
  let size = 0;

  const refuse = (envelope: Envelope, reason: 'buffer_overflow' | 'ignored'): TransportResponse => {
    drop(envelope, reason);
    return {};
  };

  return {
    isGranted: () => state === 'granted',

    async send(envelope) {
      if (state === 'granted') {
        return send(envelope);
      }
      if (state !== 'pending') {
        return refuse(envelope, 'ignored');
      }
      const added = sizeOf(envelope[1]);
      if (waiting.length >= MAX_WAITING || size + added > MAX_SIZE) {
        return refuse(envelope, 'buffer_overflow');
      }
      size += added;
      return new Promise((done) => waiting.push({ envelope, done }));
    },

    set(next) {
      state = next;
      if (next !== 'pending') {
        const decided = waiting;
        waiting = [];
        size = 0;
        for (const { envelope, done } of decided) {
          done(next === 'granted' ? send(envelope) : refuse(envelope, 'ignored'));
        }
      }
    },
  };
}

function sizeOf(items: EnvelopeItem[]): number {
  return items.reduce((sum, [, payload]) => {
    const isWritten = typeof payload === 'string' || payload instanceof Uint8Array;
    return sum + (isWritten ? payload : JSON.stringify(payload)).length;
  }, 0);
}
