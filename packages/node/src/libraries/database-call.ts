import { addBreadcrumb, getActiveSpan, type Span, type SpanAttributes, startInactiveSpan } from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import { countQuery } from './repeated-query.ts';

/** What is done about the calls of a library. */
export interface DatabaseOptions {
  /** @default true */
  breadcrumbs?: boolean;
  /** Spans below an active one, with tracing on. @default true */
  spans?: boolean;
}

/** A question put to a database, the same for every library that puts one. */
export interface DatabaseCall {
  /** `postgresql`, `mysql`, `redis`, `mongodb`. */
  system: string;
  /** Source: sdk-behaviour, "Ops, origins, attributes". */
  origin: string;
  /** What is asked, without any value. */
  statement: string;
  /** @default 'db' */
  op?: string;
  /** Of the span. @default the statement */
  name?: string;
  database?: string | undefined;
  host?: string | undefined;
  port?: number | undefined;
  attributes?: SpanAttributes;
  /** Told on the span of what came back, if that is known. */
  describeResult?: (result: unknown) => SpanAttributes;
}

/** What is told of a call after its start. */
export interface FollowedCall {
  /** Recorded, or there is none. */
  span: Span | undefined;
  /** The scopes it was made in. A library may call back where those of another request are in force. */
  scopes: object | undefined;
  failed(): void;
  /** All is over, well or not. Only the first call counts. */
  ended(result?: unknown): void;
}

/** Follows a call: a span below the active one now, a breadcrumb when it is over. Never tells values. */
export function followCall(
  call: DatabaseCall,
  { breadcrumbs = true, spans = true }: DatabaseOptions = {},
): FollowedCall {
  const parent = spans ? getActiveSpan() : undefined;
  const span = parent?.isRecording() ? startCallSpan(call) : undefined;
  if (span && parent) {
    countQuery(parent, call.statement);
  }
  const context = nodeContext();
  const scopes = context.get();
  let isOver = false;
  let hasFailed = false;

  const leave = (): void =>
    addBreadcrumb({
      type: 'query',
      category: 'query',
      level: hasFailed ? 'error' : 'info',
      message: call.statement,
      data: { 'db.system': call.system },
    });

  return {
    span,
    scopes,
    failed() {
      hasFailed = true;
      span?.setStatus({ code: 2, message: 'internal_error' });
    },
    ended(result) {
      if (isOver) {
        return;
      }
      isOver = true;
      if (span && !hasFailed && call.describeResult) {
        span.setAttributes(call.describeResult(result));
      }
      span?.end();
      if (breadcrumbs) {
        // The answer may come where other scopes are in force: on a connection that is shared.
        context.get() === scopes ? leave() : scopes ? context.run(scopes, leave) : context.exit(leave);
      }
    },
  };
}

function startCallSpan({ system, origin, statement, op, name, database, host, port, attributes }: DatabaseCall): Span {
  return startInactiveSpan({
    name: name ?? statement,
    op: op ?? 'db',
    attributes: {
      'sentry.origin': origin,
      'db.system': system,
      'db.statement': statement,
      'db.name': database,
      'net.peer.name': host,
      'net.peer.port': port,
      ...attributes,
    },
  });
}
