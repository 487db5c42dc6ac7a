import {
  type Client,
  debug,
  type Envelope,
  guard,
  type KeptEnvelope,
  type RateLimits,
  type SendResponse,
  serializeEnvelope,
  updateRateLimits,
} from '@vedette/core';
import { createDelivery, type Delivery, staysKept } from './delivery.ts';
import { HEARTBEAT_MS } from './owner.ts';
import { createSpoolFile } from './spool-file.ts';

/** What can be said of the spool. */
export interface SpoolOptions {
  /**
   * Folder, in which each DSN has its own. In a container, name one that outlives it. Default below `XDG_STATE_HOME` if that
   * is set, else in the folder for temporary files.
   */
  path?: string;
  /** Most bytes that the file of a process may have, and that dead processes may have left in all. @default 20_000_000 */
  maxBytes?: number;
  /** Most envelopes that wait in the file of a process. @default 1000 */
  maxCount?: number;
  /** Milliseconds after which what waits is not worth sending. @default 604_800_000, a week */
  maxAgeMs?: number;
  /**
   * Start a second Node when the process exits with an error that was not yet sent, which delivers it and ends within 15
   * seconds. Without it the next start of the program delivers. @default true
   */
  deliverAfterDeath?: boolean;
}

/** Keeps on disk what must not be lost with the process, until it is delivered, by this process or by another. */
export interface Spool {
  /** For `createTransport`: writes what is worth it to the disk before it is sent. */
  keep(envelope: Envelope): KeptEnvelope | undefined;
  /** Told of every answer, for the limits in it. */
  hear(response: SendResponse): void;
  /** Begins to deliver what dead processes left behind, until the client is closed. */
  start(client: Client): void;
  /** Whether an error that was not sent is worth a process of its own when this one exits. */
  readonly startsHelper: boolean;
  /** Whether what was kept last is on the disk. */
  isWorking(): boolean;
  /** From now on everything is kept, because the process ends. */
  keepAll(): void;
  /**
   * Lets go of the file, and names it if there is an event in it that may not have left the process, which is what
   * `hasLeft` says of a body.
   */
  release(hasLeft: (body: string | Uint8Array) => boolean): string | undefined;
}

/** What is worth a write to the disk. The rest is a sample, or comes again. */
const KEPT_TYPES = ['event', 'feedback', 'user_report', 'session', 'sessions', 'check_in', 'client_report'];
/** Milliseconds after a failure before the disk is tried again. */
const PAUSE_MS = 60_000;

const DEFAULTS = { maxBytes: 20_000_000, maxCount: 1000, maxAgeMs: 7 * 86_400_000 };

/** An envelope in our own file. */
interface Waiting {
  /** As long as it is being sent. */
  body?: string | Uint8Array;
  isEvent: boolean;
}

export function createSpool(folder: string, options: SpoolOptions = {}): Spool {
  const [maxBytes, maxCount, maxAgeMs] = (['maxBytes', 'maxCount', 'maxAgeMs'] as const).map((name) => {
    const given = options[name];
    return typeof given === 'number' && given >= 0 ? given : DEFAULTS[name];
  }) as [number, number, number];
  const file = createSpoolFile(folder, { maxBytes, maxCount });
  const waiting = new Map<number, Waiting>();
  let client: Client | undefined;
  let delivery: Delivery | undefined;
  let limits: RateLimits = {};
  let keepsAll = false;
  let hasRoom = true;
  let pausedUntilMs = 0;
  let stopHeartbeat: (() => void) | undefined;

  /** Runs what touches the disk. After a failure not for a while: a full disk stays full. */
  const onDisk = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      pausedUntilMs = Date.now() + PAUSE_MS;
      debug('the spool cannot be used:', error);
      return undefined;
    }
  };

  const isPaused = (): boolean => Date.now() < pausedUntilMs;

  const beat = (): void => {
    stopHeartbeat ??= client?.platform.delay(() => {
      stopHeartbeat = undefined;
      onDisk(file.touch);
      if (file.count > 0) {
        beat();
      }
    }, HEARTBEAT_MS);
  };

  const acknowledge = (id: number): void => {
    waiting.delete(id);
    onDisk(() => file.acknowledge(id));
  };

  const write = (envelope: Envelope): KeptEnvelope | undefined => {
    const types = envelope[1].map(([{ type }]) => type);
    if (isPaused() || !(keepsAll || types.some((type) => KEPT_TYPES.includes(type)))) {
      return undefined;
    }
    const body = serializeEnvelope(envelope);
    const id = onDisk(() => file.append(body));
    hasRoom = id !== undefined;
    if (id === undefined) {
      return undefined;
    }
    const one: Waiting = { body, isEvent: types.includes('event') };
    waiting.set(id, one);
    beat();
    return {
      body,
      end(response, mayWork) {
        one.body = undefined;
        const stays = waiting.has(id) && staysKept(response, mayWork);
        if (!stays) {
          acknowledge(id);
        }
        if (response.statusCode && !mayWork) {
          delivery?.resume();
        }
        return stays;
      },
    };
  };

  function* putOff() {
    for (const [id, { body }] of waiting) {
      if (body === undefined) {
        yield { read: () => onDisk(() => file.read(id)), acknowledge: () => acknowledge(id) };
      }
    }
  }

  const wipe = (): void => {
    waiting.clear();
    onDisk(file.wipe);
  };

  return {
    keep: (envelope) => delivery?.keptEnvelope(envelope) ?? guard(() => write(envelope)),
    hear(response) {
      guard(() => {
        limits = updateRateLimits(limits, response, Date.now());
      });
    },
    start(owner) {
      client = owner;
      const setup = { folder, client, maxBytes, maxAgeMs, limits: () => limits, putOff };
      const set = (state = 'granted'): void => {
        delivery?.stop();
        delivery = state === 'granted' ? createDelivery(setup) : undefined;
        delivery?.begin();
        if (state !== 'granted' && state !== 'pending') {
          wipe();
        }
      };
      set(client.getOptions().consent);
      client.on('consent', set);
      client.on('flush', () => delivery?.begin());
      client.on('close', () => {
        delivery?.stop();
        stopHeartbeat?.();
        onDisk(file.release);
      });
    },
    isWorking: () => hasRoom && !isPaused(),
    startsHelper: options.deliverAfterDeath !== false,
    keepAll() {
      keepsAll = true;
    },
    release(hasLeft) {
      const all = [...waiting.values()];
      const isUnsent = all.some(({ isEvent, body }) => isEvent && body !== undefined && !hasLeft(body));
      const released = onDisk(file.release);
      return isUnsent ? released : undefined;
    },
  };
}
