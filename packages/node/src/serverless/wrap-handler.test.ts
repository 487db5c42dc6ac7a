import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, captureMessage, init, setTag } from '../index.ts';
import type { LambdaContext } from './lambda-types.ts';
import { wrapHandler } from './wrap-handler.ts';

let backend: Backend;
let client: Client | undefined;

beforeEach(async () => {
  backend = await startBackend();
  client = init({ dsn: backend.dsn, tracesSampleRate: 1 });
});
afterEach(async () => {
  await client?.close(1000);
  await backend.close();
});

/** The context as Lambda's Node runtime makes it. */
function lambdaContext(timeoutMs = 3000): LambdaContext {
  const end = Date.now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: '$LATEST',
    functionName: 'checkout',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:checkout',
    logGroupName: '/aws/lambda/checkout',
    logStreamName: '2026/11/21/[$LATEST]0123',
    awsRequestId: '6bc28136-xmpl-4365-b021-0ce6b2e64ab0',
    getRemainingTimeInMillis: () => end - Date.now(),
  };
}

/** An event of an API gateway, version 2. */
const EVENT = {
  version: '2.0',
  routeKey: 'POST /pay',
  rawPath: '/pay',
  headers: { 'content-type': 'application/json', 'sentry-trace': `${'a'.repeat(32)}-${'b'.repeat(16)}-1` },
  requestContext: { http: { method: 'POST', path: '/pay' } },
  body: '{"amount":7}',
};

type Invoke = (event: unknown, context: LambdaContext) => Promise<unknown>;
const mechanism = { type: 'auto.function.aws-serverless.handler', handled: false };

describe('a handler with a promise', () => {
  test('answers as before, and everything is sent by then', async () => {
    const handler = wrapHandler(async (event: typeof EVENT) => {
      captureMessage('inside');
      return { statusCode: 200, body: event.body };
    });
    expect(await (handler as unknown as Invoke)(EVENT, lambdaContext())).toEqual({
      statusCode: 200,
      body: '{"amount":7}',
    });
    expect(backend.events()).toMatchObject([
      {
        message: 'inside',
        transaction: 'checkout',
        tags: { url: 'awslambda:///checkout' },
        contexts: {
          'aws.lambda': {
            aws_request_id: '6bc28136-xmpl-4365-b021-0ce6b2e64ab0',
            function_name: 'checkout',
            remaining_time_in_millis: expect.any(Number),
          },
          'aws.cloudwatch.logs': { log_group: '/aws/lambda/checkout' },
        },
      },
    ]);
    expect(backend.transactions()).toMatchObject([
      {
        transaction: 'checkout',
        transaction_info: { source: 'component' },
        contexts: { trace: { op: 'function.aws.lambda', trace_id: 'a'.repeat(32), parent_span_id: 'b'.repeat(16) } },
      },
    ]);
  });

  test('fails as before, with the error reported', async () => {
    const failure = new Error('no stock');
    const handler = wrapHandler(async () => {
      throw failure;
    });
    await expect((handler as unknown as Invoke)(EVENT, lambdaContext())).rejects.toBe(failure);
    expect(backend.events()).toMatchObject([{ exception: { values: [{ value: 'no stock', mechanism }] } }]);
    expect(backend.transactions()).toMatchObject([{ contexts: { trace: { status: 'internal_error' } } }]);
  });

  test('that runs again keeps nothing of the time before', async () => {
    const handler = wrapHandler(async ({ first }: { first?: boolean }) => {
      if (first) {
        setTag('of', 'the first');
      }
      captureMessage('m');
    });
    await (handler as unknown as Invoke)({ first: true }, lambdaContext());
    await (handler as unknown as Invoke)({}, lambdaContext());
    expect(backend.events().map(({ tags }) => tags?.of)).toEqual(['the first', undefined]);
  });

  test('is not held up longer than it may while the backend is silent', async () => {
    await backend.behave('never-answers');
    const handler = wrapHandler(async () => captureMessage('m') && 'done', { flushTimeout: 50 });
    expect(await (handler as unknown as Invoke)(EVENT, lambdaContext())).toBe('done');
  });

  test('without a span when it is told so', async () => {
    await (wrapHandler(async () => 1, { startTrace: false }) as Invoke)(EVENT, lambdaContext());
    expect(backend.transactions()).toEqual([]);
  });

  test('tells of the rejections among settled promises when it is told to', async () => {
    const handler = wrapHandler(
      () => Promise.allSettled([Promise.resolve(1), Promise.reject(new Error('one of them'))]),
      {
        captureAllSettledReasons: true,
      },
    );
    expect(await (handler as unknown as Invoke)(EVENT, lambdaContext())).toHaveLength(2);
    expect(backend.events()).toMatchObject([
      {
        exception: { values: [{ value: 'one of them', mechanism: { type: 'auto.function.aws-serverless.promise' } }] },
      },
    ]);
  });
});

describe('a handler with a callback', () => {
  test('answers with what the callback is given, and does not wait for timers', async () => {
    const context = lambdaContext();
    const handler = wrapHandler(
      (_event, _context, callback) => void setTimeout(() => callback(null, 'called back'), 5),
    );
    expect(await (handler as unknown as Invoke)(EVENT, context)).toBe('called back');
    expect(context.callbackWaitsForEmptyEventLoop).toBe(false);
  });

  test('fails with what the callback is given', async () => {
    const handler = wrapHandler((_event, _context, callback) => callback(new Error('given')));
    await expect((handler as unknown as Invoke)(EVENT, lambdaContext())).rejects.toThrow('given');
    expect(backend.events()).toMatchObject([{ exception: { values: [{ value: 'given', mechanism }] } }]);
  });

  test('that throws fails', async () => {
    const handler = wrapHandler((_event, _context, _callback) => {
      throw new Error('thrown');
    });
    await expect((handler as unknown as Invoke)(EVENT, lambdaContext())).rejects.toThrow('thrown');
  });
});

describe('a streaming handler', () => {
  /** What `awslambda.streamifyResponse` of the runtime does. */
  const streamify = <Handler extends object>(handler: Handler): Handler =>
    Object.assign(handler, { [Symbol.for('aws.lambda.runtime.handler.streaming')]: 'response' });

  test('is still known for one, and writes its answer', async () => {
    const handler = wrapHandler(
      streamify(async (event: typeof EVENT, stream: PassThrough, context: LambdaContext) => {
        stream.end(`${event.rawPath} for ${context.functionName}`);
        captureMessage('streamed');
      }),
    );
    expect(Object.getOwnPropertySymbols(handler)).toEqual([Symbol.for('aws.lambda.runtime.handler.streaming')]);
    const stream = new PassThrough();
    await handler(EVENT, stream, lambdaContext());
    expect(await text(stream)).toBe('/pay for checkout');
    expect(backend.events()).toMatchObject([{ message: 'streamed', transaction: 'checkout' }]);
  });
});

describe('an invocation that is about to run out of time', () => {
  test('is warned of while it can still be sent', async () => {
    const handler = wrapHandler(() => backend.waitFor(() => backend.events()[0]), { timeoutWarningLimit: 1900 });
    await (handler as unknown as Invoke)(EVENT, lambdaContext(2000));
    expect(backend.events()).toMatchObject([
      { level: 'warning', message: 'Possible function timeout: checkout', tags: { timeout: '2s' } },
    ]);
  });

  test('is not warned of when it ends in time, nor when nobody wants to know', async () => {
    await (wrapHandler(async () => 1) as Invoke)(EVENT, lambdaContext(50));
    await (wrapHandler(() => wait(60), { captureTimeoutWarning: false }) as Invoke)(EVENT, lambdaContext(50));
    await wait(60);
    expect(backend.events()).toEqual([]);
  });
});

test('without a client it runs as it is', async () => {
  await client?.close(1000);
  expect(await (wrapHandler(async () => 'plain') as Invoke)(undefined, lambdaContext())).toBe('plain');
});

test('odd events and contexts do not stop it', async () => {
  const handler = wrapHandler(async () => 'done') as (event: unknown, context: unknown) => Promise<unknown>;
  for (const event of [null, 7, { headers: null }, { headers: { 'sentry-trace': 3 } }]) {
    expect(await handler(event, Object.freeze({ functionName: 'odd' }))).toBe('done');
  }
});
