import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import { truncate } from '../lib/truncate.ts';
import type { Integration } from '../types/client.ts';

export interface ZodErrorsOptions {
  /** Taken for compatibility; nothing depends on it. */
  key?: string;
  /** Issues that are sent with the event. @default 10 */
  limit?: number;
  /** Attach all issues as `zod_issues.json`; what is in an attachment is not scrubbed. @default false */
  saveZodIssuesAsAttachment?: boolean;
}

/** One thing that did not fit; more keys depend on its code. */
interface ZodIssue {
  path?: Array<string | number>;
  expected?: unknown;
  [key: string]: unknown;
}

/**
 * Gives validation errors of Zod, whose message is a page of JSON, a short one that groups well ("Failed to validate keys:
 * name, tags.<array>"), and puts their issues into `extra['zoderror.issues']`.
 */
export function zodErrorsIntegration({
  limit = 10,
  saveZodIssuesAsAttachment = false,
}: ZodErrorsOptions = {}): Integration {
  return {
    name: 'ZodErrors',
    processEvent: (event, hint) =>
      guard(() => {
        const issues = issuesOf(hint.originalException);
        const values = event.exception?.values ?? [];
        const thrown = values.at(-1);
        if (!issues || !thrown) {
          return event;
        }
        const flat = issues.map(flatten);
        if (saveZodIssuesAsAttachment) {
          const attachment = { filename: 'zod_issues.json', data: JSON.stringify({ issues: flat }) };
          hint.attachments = [...(hint.attachments ?? []), attachment];
        }
        return {
          ...event,
          exception: { ...event.exception, values: [...values.slice(0, -1), { ...thrown, value: summarize(issues) }] },
          extra: { ...event.extra, 'zoderror.issues': flat.slice(0, limit) },
        };
      }, event),
  };
}

function issuesOf(error: unknown): ZodIssue[] | undefined {
  const { name, issues } = (isError(error) ? error : {}) as { name?: string; issues?: ZodIssue[] };
  // Zod 4's core, without the classes that hosts usually use, says `$ZodError`.
  return /^\$?ZodError$/.test(name ?? '') && Array.isArray(issues) && issues.length > 0 ? issues : undefined;
}

/** An issue without objects inside, which `normalizeDepth` would cut, and without `keys`, which the scrubber takes for secrets. */
function flatten(issue: ZodIssue): Record<string, unknown> {
  const { path, keys, unionErrors, ...rest } = issue;
  return {
    ...rest,
    path: path?.join('.'),
    names: keys && JSON.stringify(keys),
    unionErrors: unionErrors && JSON.stringify(unionErrors),
  };
}

function summarize(issues: ZodIssue[]): string {
  const paths = issues.map(({ path = [] }) =>
    path.map((part) => (typeof part === 'number' ? '<array>' : part)).join('.'),
  );
  const keys = [...new Set(paths)].filter(Boolean);
  const { expected } = issues[0] ?? {};
  return keys.length > 0
    ? `Failed to validate keys: ${truncate(keys.join(', '), 100)}`
    : `Failed to validate ${typeof expected === 'string' ? expected : 'variable'}`;
}
