import { type Backend, startBackend } from '@vedette/testkit';
import { Queue, Worker } from 'bullmq';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseServer, startRedis, whyNo } from '../../test/database-server.ts';
import { BullMQTelemetry, type Client, captureMessage, getIsolationScope, init, setTag, startSpan } from '../index.ts';

const missing = whyNo('redis');

describe.skipIf(missing)(`BullMQ with Redis ${missing ?? ''}`, () => {
  let server: DatabaseServer;
  let backend: Backend;
  let client: Client | undefined;
  let queue: Queue;
  let worker: Worker;

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    backend = await startBackend();
    getIsolationScope().clear();
    client = init({ dsn: backend.dsn, tracesSampleRate: 1 });
    const options = { connection: { host: '127.0.0.1', port: server.port }, telemetry: new BullMQTelemetry() };
    queue = new Queue('mail', options);
    worker = new Worker(
      'mail',
      async (job) => {
        await job.updateProgress({ step: 'secret' });
        return work(job.data.id);
      },
      { ...options, concurrency: 4 },
    );
  });

  afterEach(async () => {
    await worker.close();
    await queue.close();
    await client?.close(1000);
    await backend.close();
  });

  async function work(id: number): Promise<string> {
    setTag('id', id);
    await new Promise((resolve) => setTimeout(resolve, 5));
    captureMessage(`job ${id}`);
    if (id === 2) {
      throw new Error('declined');
    }
    return 'secret';
  }

  const processed = (count: number) =>
    backend.waitFor((b) => {
      const all = b.transactions().filter(({ contexts }) => contexts?.trace?.op === 'queue.process');
      return all.length === count && all;
    });

  test('a job continues the trace of whoever added it, in scopes of its own', async () => {
    await startSpan({ name: 'request' }, () => queue.add('welcome', { id: 1, to: 'secret' }));
    const [job] = await processed(1);
    const request = backend.transactions().find(({ transaction }) => transaction === 'request');
    const published = request?.spans?.find(({ op }) => op === 'queue.publish');
    expect(published).toMatchObject({
      origin: 'auto.queue.bullmq',
      data: { 'messaging.system': 'bullmq', 'messaging.destination.name': 'mail' },
    });
    expect(job?.contexts?.trace).toMatchObject({
      trace_id: request?.contexts?.trace?.trace_id,
      parent_span_id: published?.span_id,
      data: { 'messaging.destination.name': 'mail' },
    });
    const [event] = await backend.waitFor((b) => b.events().length === 1 && b.events());
    expect(event?.contexts?.trace).toMatchObject({
      trace_id: request?.contexts?.trace?.trace_id,
      parent_span_id: job?.contexts?.trace?.parent_span_id,
      span_id: job?.contexts?.trace?.span_id,
    });
    expect(event?.tags).toMatchObject({ id: 1 });
    expect(getIsolationScope().getScopeData().tags).toEqual({});
    expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
  });

  test('jobs that run at once are kept apart, and one that fails is marked', async () => {
    await Promise.all([1, 2, 3, 4].map((id) => queue.add('welcome', { id })));
    const jobs = await processed(4);
    expect(jobs.filter(({ contexts }) => contexts?.trace?.status === 'internal_error')).toHaveLength(1);
    const events = await backend.waitFor((b) => b.events().length === 4 && b.events());
    expect(events.map(({ message, tags }) => [message, tags?.id]).sort()).toEqual([
      ['job 1', 1],
      ['job 2', 2],
      ['job 3', 3],
      ['job 4', 4],
    ]);
    expect(new Set(backend.transactions().map(({ contexts }) => contexts?.trace?.op))).toEqual(
      new Set(['queue.publish', 'queue.process']),
    );
  });
});
