import type { ConsentState, DropReason, TransportResponse } from '../types/client.ts';
import type { Envelope, EnvelopeItem } from '../types/envelope.ts';

/**
 * About how many characters of JSON and bytes of attachments may wait for an answer, and what an envelope counts at least:
 * so a hundred of them may.
 */
const MAX_SIZE = 1_000_000;
const MIN_SIZE = 10_000;

type Fate = TransportResponse | PromiseLike<TransportResponse>;

/** Stands between a client and its transport. */
export interface Consent {
  /** Sends, keeps or drops. Resolves when the fate of the envelope is known, with `{}` if it is dropped; never rejects. */
  send(envelope: Envelope): Fate;
  /** From now on. `granted` sends what waits, in order; anything but that and `pending` wipes it. */
  set(state: ConsentState): void;
  /** Whether anything leaves at all. What was dropped is best reported only then: a report would be dropped too. */
  isGranted(): boolean;
}

/**
 * Whether envelopes may leave: `granted`, the default, passes them on to `send`, which must not throw; `pending` keeps them in
 * memory and nowhere else, `denied` drops them, and so does a state that there is not. `drop` is told of everything that will
 * not be sent: above the bounds while waiting, or refused. Source: design, decision 8.
 */
export function createConsent(
  state: ConsentState = 'granted',
  send: (envelope: Envelope) => PromiseLike<TransportResponse>,
  drop: (envelope: Envelope, reason: DropReason) => void,
): Consent {
  const waiting: Array<() => void> = [];
  let size = 0;

  const isGranted = (): boolean => state === 'granted';

  const decide = (envelope: Envelope): Fate => {
    if (isGranted()) {
      return send(envelope);
    }
    drop(envelope, state === 'pending' ? 'buffer_overflow' : 'ignored');
    return {};
  };

  return {
    isGranted,

    send(envelope) {
      const added = state === 'pending' ? Math.max(MIN_SIZE, sizeOf(envelope[1])) : Infinity;
      if (size + added > MAX_SIZE) {
        return decide(envelope);
      }
      size += added;
      return new Promise((done) => waiting.push(() => done(decide(envelope))));
    },

    set(next) {
      state = next;
      if (state !== 'pending') {
        size = 0;
        for (const answer of waiting.splice(0)) {
          answer();
        }
      }
    },
  };
}

function sizeOf(items: EnvelopeItem[]): number {
  return items.reduce(
    (sum, [, payload]) => sum + ((payload as { length?: number }).length ?? JSON.stringify(payload).length),
    0,
  );
}
