import {
  type Client,
  captureException,
  captureMessage,
  continueTrace,
  flush,
  getClient,
  getCurrentScope,
  getIsolationScope,
  guard,
  SEMANTIC_ATTRIBUTE_SENTRY_OP,
  SEMANTIC_ATTRIBUTE_SENTRY_ORIGIN,
  SEMANTIC_ATTRIBUTE_SENTRY_SOURCE,
  startSpan,
  withIsolationScope,
} from '@vedette/core';
import { describeInvocation, traceOf } from './describe-invocation.ts';
import {
  isStreaming,
  type LambdaCallback,
  type LambdaContext,
  type LambdaHandler,
  type StreamingHandler,
} from './lambda-types.ts';

export interface WrapperOptions {
  /** Longest time in milliseconds that an invocation waits for what it captured to be sent. @default 2000 */
  flushTimeout?: number;
  /** What `context.callbackWaitsForEmptyEventLoop` is set to: whether a callback's answer waits for timers. @default false */
  callbackWaitsForEmptyEventLoop?: boolean;
  /** Whether a warning is sent when an invocation is about to run out of time. @default true */
  captureTimeoutWarning?: boolean;
  /** Milliseconds before the end at which it is sent; half of the time there is, if that is less. @default 500 */
  timeoutWarningLimit?: number;
  /** Report each rejection when the result is what `Promise.allSettled` gives. @default false */
  captureAllSettledReasons?: boolean;
  /** Whether the invocation is a span, in the trace that its event names. @default true */
  startTrace?: boolean;
}

const DEFAULTS: Required<WrapperOptions> = {
  flushTimeout: 2000,
  callbackWaitsForEmptyEventLoop: false,
  captureTimeoutWarning: true,
  timeoutWarningLimit: 500,
  captureAllSettledReasons: false,
  startTrace: true,
};

/** Errors of a handler nobody else sees: the runtime only writes them to its log. */
const UNHANDLED = { mechanism: { type: 'auto.function.aws-serverless.handler', handled: false } };

/**
 * A handler of AWS Lambda with scopes and a span of its own for each invocation, whose errors are reported, and which waits
 * until all is sent before the process is frozen. What the handler answers or throws is what Lambda sees. Handlers with a
 * promise, with a callback, and streaming ones.
 */
export function wrapHandler<Handler extends LambdaHandler>(handler: Handler, options: WrapperOptions = {}): Handler {
  const settings = { ...DEFAULTS, ...options };
  const wrapped = isStreaming(handler)
    ? (event: unknown, stream: unknown, context: LambdaContext) =>
        invoke(() => (handler as StreamingHandler)(event, stream, context), event, context, settings)
    : (event: unknown, context: LambdaContext) =>
        invoke(() => answerOf(handler, event, context), event, context, settings);
  // The runtime knows by marks on the function how it is to be called.
  for (const mark of Reflect.ownKeys(handler)) {
    if (typeof mark === 'symbol') {
      Object.defineProperty(wrapped, mark, Object.getOwnPropertyDescriptor(handler, mark) as PropertyDescriptor);
    }
  }
  return wrapped as unknown as Handler;
}

async function invoke(
  run: () => unknown,
  event: unknown,
  context: LambdaContext,
  settings: Required<WrapperOptions>,
): Promise<unknown> {
  const startedAt = performance.now();
  guard(() => {
    context.callbackWaitsForEmptyEventLoop = settings.callbackWaitsForEmptyEventLoop;
  });
  return withIsolationScope(async () => {
    const client = getClient();
    guard(() => describeInvocation(getIsolationScope(), context, startedAt));
    const callOff = settings.captureTimeoutWarning ? guard(() => warnInTime(context, settings, client)) : undefined;
    try {
      const result = settings.startTrace
        ? await continueTrace(
            guard(() => traceOf(event), {}),
            () => inSpan(context, run),
          )
        : await report(run);
      if (settings.captureAllSettledReasons) {
        guard(() => captureReasons(result));
      }
      return result;
    } finally {
      callOff?.();
      await flush(settings.flushTimeout);
    }
  });
}

function inSpan(context: LambdaContext, run: () => unknown): unknown {
  const attributes = {
    [SEMANTIC_ATTRIBUTE_SENTRY_OP]: 'function.aws.lambda',
    [SEMANTIC_ATTRIBUTE_SENTRY_ORIGIN]: 'auto.function.serverless',
    [SEMANTIC_ATTRIBUTE_SENTRY_SOURCE]: 'component' as const,
  };
  return startSpan({ name: context.functionName, attributes }, () => report(run));
}

async function report(run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    captureException(error, UNHANDLED);
    throw error;
  }
}

/** What a handler answers, by either way; the first one counts. */
function answerOf(handler: LambdaHandler, event: unknown, context: LambdaContext): unknown {
  // With fewer parameters it cannot have asked for a callback.
  if (handler.length < 3) {
    return handler(event, context, undefined);
  }
  return new Promise((resolve, reject) => {
    const callback: LambdaCallback = (error, result) => (error ? reject(error) : resolve(result));
    const returned: unknown = handler(event, context, callback);
    if (typeof (returned as PromiseLike<unknown> | undefined)?.then === 'function') {
      resolve(returned);
    }
  });
}

/** Warns shortly before the invocation is cut off, as long as it can still be sent. Returns what calls it off. */
function warnInTime(
  context: LambdaContext,
  { timeoutWarningLimit }: Required<WrapperOptions>,
  client: Client | undefined,
): () => void {
  const leftMs = context.getRemainingTimeInMillis();
  const scope = getCurrentScope();
  const timer = setTimeout(
    () => {
      scope.setTag('timeout', `${Math.round(leftMs / 1000)}s`);
      captureMessage(`Possible function timeout: ${context.functionName}`, 'warning');
      void client?.flush(timeoutWarningLimit);
    },
    leftMs - Math.min(timeoutWarningLimit, leftMs / 2),
  );
  timer.unref();
  return () => clearTimeout(timer);
}

function captureReasons(result: unknown): void {
  const mechanism = { type: 'auto.function.aws-serverless.promise', handled: false };
  for (const one of Array.isArray(result) ? result : []) {
    if (one?.status === 'rejected') {
      captureException(one.reason, { mechanism });
    }
  }
}
