import { expect } from '@playwright/test';
import type { EventDetail, IssueSummary, TraceDetail, TraceSpan } from '@vedette/receiver';
import type { TestReceiver } from './receiver.ts';

export interface Found {
  issue: IssueSummary;
  event: EventDetail;
}

/** Waits until the receiver has just this many issues. */
export async function issuesOf(receiver: TestReceiver, count: number): Promise<IssueSummary[]> {
  await expect.poll(async () => (await receiver.issues()).map(({ title }) => title)).toHaveLength(count);
  return receiver.issues();
}

/** The issue of one side with its last event; fails when there is not just one. */
export async function foundOn(platform: string, issues: IssueSummary[], receiver: TestReceiver): Promise<Found> {
  const [issue, ...others] = issues.filter((candidate) => candidate.platform === platform);
  expect(others, `one issue of ${platform}`).toEqual([]);
  if (!issue) {
    throw new Error(`no issue of ${platform} among: ${issues.map(({ title }) => title).join(', ')}`);
  }
  return { issue, event: await receiver.event(issue.lastEventId) };
}

/** Waits until the trace has what `isWhole` asks for. */
export async function traceOf(
  receiver: TestReceiver,
  traceId: string | null,
  isWhole: (trace: TraceDetail) => boolean,
): Promise<TraceDetail> {
  let trace: TraceDetail | undefined;
  await expect
    .poll(async () => {
      trace = await receiver.trace(traceId as string).catch(() => undefined);
      return trace !== undefined && isWhole(trace);
    }, 'the trace is whole')
    .toBe(true);
  return trace as TraceDetail;
}

/** A span and everything above it, nearest first. */
export function chainOf(trace: TraceDetail, span: TraceSpan | undefined): TraceSpan[] {
  const above = trace.spans.find(({ spanId }) => spanId === span?.parentSpanId);
  return span ? [span, ...chainOf(trace, above)] : [];
}
