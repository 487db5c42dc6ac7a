import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from '@vedette/core/wire';
import { onTestFinished } from 'vitest';
import type { EventDetail, IssueDetail, IssueList } from '../src/api.ts';
import type { ReceiverOptions } from '../src/options.ts';
import { type Receiver, startReceiver } from '../src/receiver.ts';
import { envelopeOf } from './envelopes.ts';

interface PostOptions {
  headers?: Record<string, string>;
  /** Default `?sentry_key=` with the right key. */
  query?: string;
  /** Default `/api/1/envelope/`. */
  path?: string;
}

/** A receiver on a free port with a database of its own, and short ways to talk to it. Ends with the test. */
export interface TestReceiver extends Receiver {
  folder: string;
  publicKey: string;
  /** What it logged. */
  lines: string[];
  post(body: string | Uint8Array<ArrayBuffer>, options?: PostOptions): Promise<Response>;
  /** Posts one error and expects it to be taken. */
  postEvent(event: Event): Promise<void>;
  get<T>(path: string): Promise<T>;
  issues(): Promise<IssueList>;
  issue(id: string): Promise<IssueDetail>;
  event(id: string | undefined): Promise<EventDetail>;
}

export async function startTestReceiver(options: ReceiverOptions = {}): Promise<TestReceiver> {
  const folder = await newFolder();
  const lines: string[] = [];
  const receiver = await startReceiver({
    port: 0,
    db: join(folder, 'test.db'),
    log: (line) => lines.push(line),
    ...options,
  });
  onTestFinished(receiver.close);
  const publicKey = new URL(receiver.dsn).username;

  const post: TestReceiver['post'] = (body, { headers = {}, query, path = '/api/1/envelope/' } = {}) =>
    fetch(`${receiver.url}${path}${query ?? `?sentry_key=${publicKey}`}`, { method: 'POST', body, headers });

  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${receiver.url}${path}`);
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return (await response.json()) as T;
  };

  return {
    ...receiver,
    ...{ folder, publicKey, lines, post, get },
    async postEvent(event) {
      const response = await post(envelopeOf({ event_id: event.event_id }, ['event', event]));
      if (response.status !== 200) {
        throw new Error(`not taken: ${response.status} ${await response.text()}`);
      }
    },
    issues: () => get('/api/0/issues'),
    issue: (id) => get(`/api/0/issues/${id}`),
    event: (id) => get(`/api/0/events/${id}`),
  };
}

/** A folder that goes away with the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-receiver-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
