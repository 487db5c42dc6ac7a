import { guard } from '../lib/guard.ts';
import { matchesSome } from '../lib/match-pattern.ts';
import type { Client } from '../types/client.ts';
import type { IgnoreSpan, SpanAttributes } from '../types/span.ts';
import type { TraceSpan } from './span.ts';

/** What is looked at to tell whether a span is ignored. */
interface Named {
  description?: string | undefined;
  op?: string | undefined;
  data?: SpanAttributes;
}

/** Whether the option `ignoreSpans` names a span. */
export function isIgnored({ name: description, attributes: data }: TraceSpan, client: Client): boolean {
  const { ignoreSpans } = client.getOptions();
  return !!ignoreSpans && shouldIgnoreSpan({ description, data }, ignoreSpans);
}

/** What is looked at to tell whether a span is ignored. */
interface Named {
  description?: string | undefined;
  /** Default: the attribute `sentry.op`. */
  op?: string | undefined;
  data?: SpanAttributes;
}

/**
 * Whether one of the patterns fits a span: a text (contained) or RegExp on its name, or an object all of whose parts
 * fit. Attributes that are texts are matched, others compared. False when a pattern cannot be read.
 */
export function shouldIgnoreSpan({ description, op, data }: Named, patterns: readonly IgnoreSpan[]): boolean {
  // Name and op are looked at as attributes are; no attribute has an empty key.
  const facts: Record<string, unknown> = { 'sentry.op': op, ...data, '': description };
  const isFit = (pattern: IgnoreSpan): boolean => {
    const isText = typeof pattern === 'string' || pattern instanceof RegExp;
    const wanted = isText ? { '': pattern } : { '': pattern.name, 'sentry.op': pattern.op, ...pattern.attributes };
    const asked = Object.entries(wanted).filter(([, want]) => want !== undefined && want !== '');
    return asked.length > 0 && asked.every(([key, want]) => fits(facts[key], want));
  };
  return guard(() => patterns.some(isFit), false);
}

function fits(value: unknown, want: unknown): boolean {
  return typeof value === 'string' && (typeof want === 'string' || want instanceof RegExp)
    ? matchesSome(value, [want])
    : JSON.stringify(value) === JSON.stringify(want);
}
