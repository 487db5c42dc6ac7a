import { relativeTime } from './relative-time.ts';

const ABSOLUTE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** How long ago; the exact time, local and UTC, is in the title. */
export function Ago({ time, now }: { time: string; now: number }) {
  return (
    <time dateTime={time} title={titleOf(time)}>
      {relativeTime(Date.parse(time), now)}
    </time>
  );
}

/** The exact local time in full. */
export function absoluteTime(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : ABSOLUTE.format(date);
}

function titleOf(time: string): string {
  return `${absoluteTime(time)}\n${time}`;
}
