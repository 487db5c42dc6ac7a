import { expect, it } from 'vitest';
import { envelopeOf, newId } from '../../test-support/envelopes.ts';
import { startTestReceiver, type TestReceiver } from '../../test-support/test-receiver.ts';
import type { Monitor, MonitorList } from '../api.ts';
import { openDatabase } from '../store/database.ts';

async function checkIn(receiver: TestReceiver, payload: object): Promise<void> {
  expect((await receiver.post(envelopeOf({}, ['check_in', payload]))).status).toBe(200);
}

const monitors = async (receiver: TestReceiver): Promise<Monitor[]> =>
  (await receiver.get<MonitorList>('/api/0/monitors')).monitors;

it('tells how a job goes, from its start to its end', async () => {
  const receiver = await startTestReceiver();
  const run = { check_in_id: newId(), monitor_slug: 'backup', environment: 'test' };
  const monitor_config = { schedule: { type: 'crontab', value: '0 4 * * *' }, timezone: 'Europe/Berlin' };
  await checkIn(receiver, { ...run, status: 'in_progress', monitor_config });
  expect(await monitors(receiver)).toMatchObject([
    { slug: 'backup', environment: 'test', state: 'in_progress', schedule: '0 4 * * * (Europe/Berlin)', okCount: 0 },
  ]);
  const end = { ...run, status: 'ok', duration: 1.5 };
  await checkIn(receiver, end);
  await checkIn(receiver, end);
  const [monitor] = await monitors(receiver);
  expect(monitor).toMatchObject({ state: 'ok', duration: 1.5, okCount: 1, errorCount: 0 });
  expect(Date.parse(monitor?.dueAt ?? '')).toBeGreaterThan(Date.now());
});

it('takes an end of zeros for the run under way, and a start that comes late for no new one', async () => {
  const receiver = await startTestReceiver();
  const run = { check_in_id: newId(), monitor_slug: 'mail' };
  await checkIn(receiver, { ...run, status: 'in_progress' });
  await checkIn(receiver, { ...run, check_in_id: '0'.repeat(32), status: 'error' });
  await checkIn(receiver, { ...run, status: 'in_progress' });
  expect(await monitors(receiver)).toMatchObject([{ state: 'error', errorCount: 1, okCount: 0, schedule: null }]);
});

it('says when a run is missed or takes too long', async () => {
  const receiver = await startTestReceiver();
  const schedule = { type: 'interval', value: 1, unit: 'hour' };
  const job = (monitor_slug: string, status: string) => ({ check_in_id: newId(), monitor_slug, status });
  await checkIn(receiver, { ...job('late', 'ok'), monitor_config: { schedule, checkin_margin: 5 } });
  await checkIn(receiver, { ...job('long', 'in_progress'), monitor_config: { schedule, max_runtime: 30 } });
  const db = openDatabase(`${receiver.folder}/test.db`);
  const age = (minutes: number) => db.exec(`UPDATE monitors SET started_at = started_at - ${minutes * 60_000}`);
  const states = async () => (await monitors(receiver)).map(({ state }) => state);
  expect(await states()).toEqual(['ok', 'in_progress']);
  age(31);
  expect(await states()).toEqual(['ok', 'timeout']);
  age(33);
  expect(await states()).toEqual(['ok', 'timeout']);
  age(2);
  expect(await states()).toEqual(['missed', 'timeout']);
  db.close();
});

it.each([
  ['check_in_id', { check_in_id: 'x' }, 'check_in_id is not a UUID of 32 hex digits'],
  ['status', { status: 'fine' }, 'status is not one of in_progress, ok, error'],
  ['slug', { monitor_slug: '' }, 'monitor_slug is empty'],
])('refuses a check-in with a wrong %s', async (_what, wrong, cause) => {
  const receiver = await startTestReceiver();
  const good = { check_in_id: newId(), monitor_slug: 'a', status: 'ok' };
  const response = await receiver.post(envelopeOf({}, ['check_in', { ...good, ...wrong }]));
  expect(await response.json()).toMatchObject({ causes: [`item 1 (check_in): ${cause}`] });
});
