import { type Client, debug, disabledUntil, type Envelope, type KeptEnvelope, type RateLimits } from '@vedette/core';
import { parseEnvelope } from '@vedette/core/wire';
import { acknowledgeLeftover, claimLeftover, findLeftovers, type Leftover, touchLeftover } from './leftovers.ts';
import { HEARTBEAT_MS } from './owner.ts';

/** Sends what waits on the disk. */
export interface Delivery {
  /** Now, unless that was tried a moment ago: somebody waits, and so does the end of the process. */
  begin(): void;
  /** The backend is there: what was put off may be worth a try. */
  resume(): void;
  /** Ends after the envelope that is under way. */
  stop(): void;
  /** What follows the end of sending an envelope that comes from here. */
  keptEnvelope(envelope: Envelope): KeptEnvelope | undefined;
}

export interface DeliverySetup {
  folder: string;
  client: Client;
  /** Bytes that dead processes may have left in all; the oldest go when there are more. */
  maxBytes: number;
  maxAgeMs: number;
  limits(): RateLimits;
  /** What this process has put off itself, oldest first. */
  putOff(): Iterable<{ read(): Buffer | undefined; acknowledge(): void }>;
}

/** Milliseconds between two looks for what others have left behind, and before what failed is tried again. */
const LOOK_EVERY_MS = 60_000;
/** Milliseconds between two tries, whoever waits. */
const TRY_EVERY_MS = 10_000;

/** One envelope after the other, each once: first our own that were put off, then what dead processes left, oldest first. */
export function createDelivery({ folder, client, maxBytes, maxAgeMs, limits, putOff }: DeliverySetup): Delivery {
  const under = new WeakMap<Envelope, KeptEnvelope>();
  /** Taken over and not yet delivered. */
  let held: Leftover | undefined;
  let isDelivering = false;
  let isStopped = false;
  let hasFailed = false;
  let triedAtMs = 0;
  let stopTimer: (() => void) | undefined;

  const mayGoOn = (): boolean => !isStopped && disabledUntil(limits(), 'error') <= Date.now();

  const drop = (count: number, why: string): void => {
    if (count > 0) {
      debug(`${count} envelopes of the spool are lost: ${why}`);
      client.recordDroppedEvent('cache_overflow', 'error', count);
    }
  };

  /** Whether the envelope is done with. */
  const send = async (body: Buffer): Promise<boolean> => {
    const envelope = readEnvelope(body);
    if (!envelope) {
      drop(1, 'one cannot be read');
      return true;
    }
    let isDone: boolean | undefined;
    under.set(envelope, {
      end(response, mayWork) {
        isDone = !staysKept(response, mayWork);
        return !isDone;
      },
    });
    const { statusCode = 0 } = (await client.getTransport()?.send(envelope)) ?? {};
    // A transport of the host's may not ask what is kept.
    return isDone ?? (statusCode > 0 && statusCode < 500);
  };

  const deliverPutOff = async (): Promise<boolean> => {
    for (const one of putOff()) {
      const body = one.read();
      if (body && !(mayGoOn() && (await send(body)))) {
        return false;
      }
      one.acknowledge();
    }
    return true;
  };

  const deliverLeftover = async (leftover: Leftover): Promise<boolean> => {
    for (const { id, atMs, body } of leftover.records) {
      if (Date.now() - atMs > maxAgeMs) {
        drop(1, 'one is too old');
      } else if (!(mayGoOn() && (await send(body)))) {
        return false;
      }
      await acknowledgeLeftover(leftover, id);
    }
    return true;
  };

  const deliverLeftovers = async (): Promise<boolean> => {
    const found = await findLeftovers(folder);
    let bytes = found.reduce((sum, one) => sum + one.bytes, 0);
    for (const one of found) {
      held = mayGoOn() ? await claimLeftover(one) : undefined;
      if (held) {
        drop(held.corrupt, 'they are damaged');
        if (bytes > maxBytes) {
          drop(held.records.length, 'there are too many');
          held.records = [];
        }
        if (held.records.length === 0) {
          await acknowledgeLeftover(held);
        } else if (!(await deliverLeftover(held))) {
          return false;
        }
        held = undefined;
      }
      bytes -= one.bytes;
    }
    return true;
  };

  const deliver = async (): Promise<void> => {
    if (isDelivering || isStopped) {
      return;
    }
    isDelivering = true;
    triedAtMs = Date.now();
    const stopHeartbeat = heartbeat();
    try {
      const isDone = (await deliverPutOff()) && (!held || (await deliverLeftover(held))) && (await deliverLeftovers());
      held = isDone ? undefined : held;
      hasFailed = !isDone;
    } catch (error) {
      debug('the spool cannot be delivered:', error);
    }
    stopHeartbeat();
    isDelivering = false;
    plan(LOOK_EVERY_MS);
  };

  const heartbeat = (): (() => void) => {
    let stop: () => void;
    const beat = (): void => {
      stop = client.platform.delay(beat, HEARTBEAT_MS);
      if (held) {
        touchLeftover(held.file);
      }
    };
    beat();
    return () => stop();
  };

  const plan = (delayMs: number): void => {
    if (!isStopped) {
      stopTimer?.();
      stopTimer = client.platform.delay(deliver, delayMs);
    }
  };

  return {
    begin() {
      if (Date.now() - triedAtMs > TRY_EVERY_MS) {
        deliver();
      }
    },
    resume() {
      if (!isDelivering && (hasFailed || !putOff()[Symbol.iterator]().next().done)) {
        plan(0);
      }
    },
    stop() {
      isStopped = true;
      stopTimer?.();
    },
    keptEnvelope: (envelope) => under.get(envelope),
  };
}

/** Whether an envelope is worth another try: nobody answered, or the backend is in trouble, or has too much to do. */
export function staysKept({ statusCode }: { statusCode?: number }, mayWork: boolean): boolean {
  return mayWork || statusCode === 429;
}

/** Payloads as objects, so that the transport can look into them; what has a length, such as an attachment, as bytes. */
function readEnvelope(body: Buffer): Envelope | undefined {
  const { headers, items } = parseEnvelope(body);
  try {
    return [
      headers,
      items.map(({ headers, payload }) => [
        headers,
        headers.length === undefined ? JSON.parse(Buffer.from(payload).toString()) : payload,
      ]),
    ];
  } catch {
    return undefined;
  }
}
