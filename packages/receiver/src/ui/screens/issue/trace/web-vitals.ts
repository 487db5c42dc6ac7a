import type { TraceSpan } from '../../../../api.ts';
import { percentOf, type TimeRange } from './geometry.ts';

type VitalRating = 'good' | 'needs improvement' | 'poor';

export interface Vital {
  name: string;
  fullName: string;
  /** Milliseconds, save for CLS, which has no unit. */
  value: number;
  text: string;
  rating: VitalRating;
  /** Seconds since the epoch; `null` for those that are no moment of the page's loading. */
  time: number | null;
}

/** Up to the first is good, above the second is poor. Source: web.dev/articles/vitals, at the 75th percentile. */
const VITALS: Record<string, { fullName: string; good: number; poor: number; isMoment: boolean; isScore?: true }> = {
  ttfb: { fullName: 'Time to first byte', good: 800, poor: 1800, isMoment: true },
  fcp: { fullName: 'First contentful paint', good: 1800, poor: 3000, isMoment: true },
  lcp: { fullName: 'Largest contentful paint', good: 2500, poor: 4000, isMoment: true },
  inp: { fullName: 'Interaction to next paint', good: 200, poor: 500, isMoment: false },
  cls: { fullName: 'Cumulative layout shift', good: 0.1, poor: 0.25, isMoment: false, isScore: true },
};

const TO_MS: Record<string, number> = { second: 1000, microsecond: 0.001, nanosecond: 0.000001 };

/** The web vitals of a trace, in the order a page goes through them; the first span that measured one tells it. */
export function vitalsOf(spans: TraceSpan[]): Vital[] {
  return Object.entries(VITALS).flatMap(([name, { fullName, good, poor, isMoment, isScore }]) => {
    const span = spans.find((candidate) => Number.isFinite(candidate.measurements[name]?.value));
    const measured = span?.measurements[name];
    if (!span || !measured) {
      return [];
    }
    const value = isScore ? measured.value : measured.value * (TO_MS[measured.unit] ?? 1);
    const rating = value <= good ? 'good' : value <= poor ? 'needs improvement' : 'poor';
    const time = isMoment ? span.start + value / 1000 : null;
    return [{ name: name.toUpperCase(), fullName, value, text: textOf(value, isScore), rating, time }];
  });
}

/** Those vitals that are a moment inside the range, with where they lie. */
export function vitalsWithin(vitals: Vital[], range: TimeRange): Array<{ vital: Vital; percent: number }> {
  return vitals.flatMap((vital) => {
    const percent = vital.time === null ? -1 : percentOf(vital.time, range);
    return percent >= 0 && percent <= 100 ? [{ vital, percent }] : [];
  });
}

function textOf(value: number, isScore: boolean | undefined): string {
  if (isScore) {
    return String(Number(value.toFixed(3)));
  }
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;
}
