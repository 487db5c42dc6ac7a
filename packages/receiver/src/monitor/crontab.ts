/** The parts of a crontab line, each as the values it allows. Days of the month or of the week may be the only ones given. */
interface Crontab {
  minutes: Set<number>;
  hours: Set<number>;
  days: Set<number>;
  months: Set<number>;
  weekdays: Set<number>;
  /** When both kinds of days are limited, either is enough: the rule of cron itself. */
  eitherDay: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** As far as one looks ahead: the 29th of February comes once in eight years at the most. */
const MAX_DAYS = 8 * 366;

const SHORTHANDS = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/**
 * The first minute after `afterMs` that a crontab line of five fields names, on a clock without zone: give and take the
 * time of the wall as if it were UTC. `undefined` when the line is none or names no day at all.
 */
export function nextCrontabTime(line: string, afterMs: number): number | undefined {
  const crontab = parseCrontab(line);
  if (!crontab) {
    return undefined;
  }
  const first = (Math.floor(afterMs / MINUTE_MS) + 1) * MINUTE_MS;
  let day = Math.floor(first / DAY_MS) * DAY_MS;
  for (let count = 0; count <= MAX_DAYS; count++, day += DAY_MS) {
    const time = isDay(crontab, new Date(day)) ? firstTimeOfDay(crontab, day, first) : undefined;
    if (time !== undefined) {
      return time;
    }
  }
  return undefined;
}

function isDay({ days, months, weekdays, eitherDay }: Crontab, date: Date): boolean {
  const byMonth = days.has(date.getUTCDate());
  const byWeek = weekdays.has(date.getUTCDay());
  return months.has(date.getUTCMonth() + 1) && (eitherDay ? byMonth || byWeek : byMonth && byWeek);
}

function firstTimeOfDay({ hours, minutes }: Crontab, day: number, first: number): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const time = day + (hour * 60 + minute) * MINUTE_MS;
      if (time >= first) {
        return time;
      }
    }
  }
  return undefined;
}

function parseCrontab(line: string): Crontab | undefined {
  const text = line.trim().toLowerCase();
  const fields = (SHORTHANDS.get(text) ?? text).split(/\s+/);
  const [minutes, hours, days, months, weekdays] = [
    parseField(fields[0], 0, 59),
    parseField(fields[1], 0, 23),
    parseField(fields[2], 1, 31),
    parseField(fields[3], 1, 12, MONTHS),
    parseField(fields[4], 0, 7, WEEKDAYS),
  ];
  if (!minutes || !hours || !days || !months || !weekdays || fields.length !== 5) {
    return undefined;
  }
  if (weekdays.has(7)) {
    weekdays.add(0);
  }
  const eitherDay = !fields[2]?.startsWith('*') && !fields[4]?.startsWith('*');
  return { minutes, hours, days, months, weekdays, eitherDay };
}

const MONTHS = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Lists, ranges and steps: `*`, `5`, `1-5`, `0,30`, `*`/15, `mon-fri`. Smallest first. */
function parseField(field = '', min = 0, max = 0, names: string[] = []): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '', from, to, step = '1'] = /^(\*|(\w+)(?:-(\w+))?)(?:\/(\d{1,4}))?$/.exec(part) ?? [];
    const read = (text: string): number => (names.includes(text) ? names.indexOf(text) : Number(text));
    const low = range === '*' ? min : read(from ?? '?');
    const high = range === '*' || (to === undefined && part.includes('/')) ? max : read(to ?? from ?? '?');
    if (!range || !(low >= min && high <= max && low <= high) || Number(step) < 1) {
      return undefined;
    }
    for (let value = low; value <= high; value += Number(step)) {
      values.add(value);
    }
  }
  return new Set([...values].sort((a, b) => a - b));
}
