import type { SerializedCheckIn } from '@vedette/core';
import { type Backend, startBackend } from '@vedette/testkit';
import { CronJob } from 'cron';
import nodeCron from 'node-cron';
import nodeSchedule from 'node-schedule';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Client, flush, init } from '../index.ts';
import { cron } from './cron.ts';

let backend: Backend;
let client: Client | undefined;

beforeEach(async () => {
  backend = await startBackend();
  client = init({ dsn: backend.dsn, release: 'jobs@1' });
});
afterEach(async () => {
  await client?.close(1000);
  await backend.close();
});

async function checkIns(): Promise<SerializedCheckIn[]> {
  await flush(2000);
  return backend.items<SerializedCheckIn>('check_in');
}

const crontab = (value: string, more: object = {}) => ({ schedule: { type: 'crontab', value }, ...more });

describe('cron', () => {
  const Watched = cron.instrumentCron(CronJob, 'nightly');

  test('tells of each run, what is due and where', async () => {
    const job = new Watched('0 30 2 * Jan MON', () => {}, null, false, 'Europe/Berlin');
    await job.fireOnTick();
    const [start, end] = await checkIns();
    expect(start).toMatchObject({
      monitor_slug: 'nightly',
      status: 'in_progress',
      release: 'jobs@1',
      monitor_config: crontab('30 2 * 1 1', { timezone: 'Europe/Berlin' }),
    });
    expect(end).toMatchObject({ status: 'ok', check_in_id: start?.check_in_id, duration: expect.any(Number) });
  });

  test('watches jobs made by from, and leaves the rest of them alone', async () => {
    const seen: unknown[] = [];
    const job = Watched.from({
      cronTime: '5 4 * * *',
      onTick(this: unknown) {
        seen.push(this);
      },
      context: { own: true },
    });
    await job.fireOnTick();
    expect(seen).toEqual([{ own: true }]);
    expect(await checkIns()).toMatchObject([
      { status: 'in_progress', monitor_config: crontab('5 4 * * *') },
      { status: 'ok' },
    ]);
    expect(job).toBeInstanceOf(CronJob);
    expect(job).toBeInstanceOf(Watched);
    expect(job.nextDate().minute).toBe(5);
  });

  test('reports an error once, and the scheduler sees it as without us', async () => {
    const failure = new Error('of the job');
    const errorHandler = vi.fn();
    const job = Watched.from({
      cronTime: '* * * * *',
      async onTick() {
        throw failure;
      },
      errorHandler,
      waitForCompletion: true,
    });
    await job.fireOnTick();
    expect(errorHandler).toHaveBeenCalledExactlyOnceWith(failure);
    expect(await checkIns()).toMatchObject([{ status: 'in_progress' }, { status: 'error' }]);
    expect(backend.events()).toMatchObject([
      {
        exception: {
          values: [{ value: 'of the job', mechanism: { type: 'auto.function.cron.instrumentCron', handled: false } }],
        },
      },
    ]);
  });

  test('a job at a date has no schedule', async () => {
    const job = new Watched(new Date(Date.now() + 3_600_000), () => {});
    await job.fireOnTick();
    expect((await checkIns())[0]).not.toHaveProperty('monitor_config');
  });
});

describe('node-cron', () => {
  const watched = cron.instrumentNodeCron(nodeCron);

  test('tells of each run of a task that has a name', async () => {
    const task = watched.createTask('0 12 * * sunday', () => 'done', { name: 'weekly', timezone: 'Asia/Tokyo' });
    expect(await task.execute()).toBe('done');
    expect(await checkIns()).toMatchObject([
      {
        monitor_slug: 'weekly',
        status: 'in_progress',
        monitor_config: crontab('0 12 * * 0', { timezone: 'Asia/Tokyo' }),
      },
      { monitor_slug: 'weekly', status: 'ok' },
    ]);
    await task.destroy();
  });

  test('runs tasks by the clock, and those without a name unwatched', async () => {
    const ran = await new Promise((resolve) => {
      const task = watched.schedule('* * * * * *', async ({ task: own }) => {
        await task.destroy();
        resolve(own);
      });
    });
    expect(ran).toBeDefined();
    expect(await checkIns()).toEqual([]);
  });

  test('reports an error', async () => {
    const task = watched.createTask(
      '* * * * *',
      () => {
        throw new Error('of the task');
      },
      { name: 'broken' },
    );
    await expect(task.execute()).rejects.toThrow('of the task');
    await task.destroy();
    expect(await checkIns()).toMatchObject([{ status: 'in_progress' }, { status: 'error' }]);
    expect(backend.events()[0]?.exception?.values?.[0]?.mechanism).toMatchObject({
      type: 'auto.function.node-cron.instrumentNodeCron',
      handled: false,
    });
  });

  test('with isolateTrace each run has a trace of its own', async () => {
    const task = cron.instrumentNodeCron(nodeCron, { isolateTrace: true }).createTask('* * * * *', () => {}, {
      name: 'apart',
    });
    await task.execute();
    await task.execute();
    await task.destroy();
    const traces = (await checkIns()).map(({ contexts }) => contexts?.trace?.trace_id);
    expect(new Set(traces).size).toBe(2);
  });

  test('what else the package has is untouched', () => {
    expect(watched.validate).toBe(nodeCron.validate);
  });
});

describe('node-schedule', () => {
  const watched = cron.instrumentNodeSchedule(nodeSchedule);

  test('tells of each run of a job with a name and an expression', async () => {
    const fired: unknown[] = [];
    const job = watched.scheduleJob('report', { rule: '15 3 * * fri', tz: 'Europe/Paris' }, (date) => {
      fired.push(date);
    });
    const when = new Date();
    (job as { invoke(date: Date): void }).invoke(when);
    job.cancel();
    expect(fired).toEqual([when]);
    expect(await checkIns()).toMatchObject([
      {
        monitor_slug: 'report',
        status: 'in_progress',
        monitor_config: crontab('15 3 * * 5', { timezone: 'Europe/Paris' }),
      },
      { status: 'ok' },
    ]);
  });

  test('jobs without a name, or at a date, run unwatched', async () => {
    const callback = vi.fn();
    for (const job of [
      watched.scheduleJob('* * * * *', callback),
      watched.scheduleJob('once', new Date(Date.now() + 3_600_000), callback),
    ]) {
      job.invoke();
      job.cancel();
    }
    expect(callback).toHaveBeenCalledTimes(2);
    expect(await checkIns()).toEqual([]);
  });

  test('reports an error, which comes out as without us', async () => {
    const job = watched.scheduleJob('broken', '* * * * *', () => {
      throw new Error('of the job');
    });
    expect(() => job.invoke()).toThrow('of the job');
    job.cancel();
    expect(await checkIns()).toMatchObject([{ status: 'in_progress' }, { status: 'error' }]);
    expect(backend.events()[0]?.exception?.values?.[0]?.mechanism).toMatchObject({
      type: 'auto.function.node-schedule.instrumentNodeSchedule',
    });
  });
});

test('without a client jobs run as they are', async () => {
  await client?.close(1000);
  const callback = vi.fn();
  const job = cron.instrumentNodeSchedule(nodeSchedule).scheduleJob('bare', '* * * * *', callback);
  job.invoke();
  job.cancel();
  expect(callback).toHaveBeenCalledOnce();
});
