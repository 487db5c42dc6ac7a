import { nextCrontabTime } from './crontab.ts';

/** When a job is due, as its SDK told it. Source: wire-protocol, "check_in". */
export type Schedule = { type: 'crontab'; value: string } | { type: 'interval'; value: number; unit: string };

/** Anybody may name a unit, also `constructor`, which every object has. */
const UNIT_MS = new Map([
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
  ['week', 7 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['year', 365 * 86_400_000],
]);

/** The last moment that a `Date` can tell. */
const LAST_MS = 8.64e15;

/** When the run after the one at `afterMs` is due; `undefined` when the schedule says nothing we understand. */
export function nextDue(schedule: Schedule, timezone: string | null, afterMs: number): number | undefined {
  if (schedule.type === 'interval') {
    const dueMs = afterMs + schedule.value * (UNIT_MS.get(schedule.unit) ?? Number.NaN);
    return dueMs <= LAST_MS ? dueMs : undefined;
  }
  const wall = nextCrontabTime(schedule.value, afterMs + offsetMs(timezone, afterMs));
  // The offset of that day: the clocks may have changed in between.
  return wall === undefined ? undefined : wall - offsetMs(timezone, wall - offsetMs(timezone, afterMs));
}

/** For people: `0 4 * * * (Europe/Berlin)`, `every 2 hours`. */
export function describeSchedule(schedule: Schedule, timezone: string | null): string {
  if (schedule.type === 'crontab') {
    return timezone ? `${schedule.value} (${timezone})` : schedule.value;
  }
  return schedule.value === 1 ? `every ${schedule.unit}` : `every ${schedule.value} ${schedule.unit}s`;
}

/** How far the clocks of a zone are ahead of UTC; those of an unknown one are not. */
function offsetMs(timezone: string | null, timeMs: number): number {
  if (!timezone) {
    return 0;
  }
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' }).format(timeMs);
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(parts) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  } catch {
    return 0;
  }
}
