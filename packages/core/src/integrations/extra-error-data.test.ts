import { expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureException, captureMessage } from '../capture/capture.ts';
import { setContext } from '../capture/context.ts';
import type { ClientOptions } from '../types/client.ts';
import { type ExtraErrorDataOptions, extraErrorDataIntegration } from './extra-error-data.ts';

/** The contexts of a captured error, without its trace. */
function contextsOf(error: unknown, options?: ExtraErrorDataOptions, clientOptions?: ClientOptions) {
  const core = setupCore({ normalizeDepth: 10, ...clientOptions, integrations: [extraErrorDataIntegration(options)] });
  captureException(error);
  expect(core.events()).toHaveLength(1);
  const { trace, ...contexts } = core.events()[0]?.contexts ?? {};
  return contexts;
}

class HttpError extends Error {
  override name = 'HttpError';
  constructor(readonly status: number) {
    super('failed');
  }
}

test('what a program hung onto an error becomes a context named like it', () => {
  expect(contextsOf(new HttpError(404))).toEqual({ HttpError: { status: 404 } });
  expect(contextsOf(Object.assign(new Error('x'), { code: 'E1', retries: 2 }))).toEqual({
    Error: { code: 'E1', retries: 2 },
  });
});

test.each([[new Error('x')], ['text'], [{ status: 404 }], [null]])('%j has no data of that kind', (thrown) => {
  expect(contextsOf(thrown)).toEqual({});
});

test('what engines put there is left out', () => {
  const usual = { line: 1, column: 2, lineNumber: 3, columnNumber: 4, fileName: 'a.js', stack: 'S', name: 'Error' };
  expect(contextsOf(Object.assign(new Error('x'), usual, { mine: 1 }))).toEqual({ Error: { mine: 1 } });
});

test('errors inside are told by their text', () => {
  expect(contextsOf(Object.assign(new Error('x'), { inner: new TypeError('y') }))).toEqual({
    Error: { inner: 'TypeError: y' },
  });
});

test('what toJSON says is taken too, and wins', () => {
  const error = Object.assign(new Error('x'), { status: 1, toJSON: () => ({ message: 'x', status: 2, url: '/a' }) });
  expect(contextsOf(error)).toEqual({ Error: { status: 2, url: '/a' } });
});

test('the cause is told, an error with what it carries itself, unless that is off', () => {
  const error = new Error('x', { cause: 'text' });
  expect(contextsOf(error)).toEqual({ Error: { cause: 'text' } });
  const carrying = new Error('x', { cause: new HttpError(500) });
  expect(contextsOf(carrying)).toEqual({ Error: { cause: { HttpError: { status: 500 } } } });
  expect(contextsOf(new Error('x', { cause: 'text' }), { captureErrorCause: false })).toEqual({});
});

test('a cycle of causes ends', () => {
  const error: Error & { cause?: unknown } = Object.assign(new HttpError(500));
  error.cause = error;
  expect(contextsOf(error)).toEqual({ HttpError: { status: 500, cause: { HttpError: { status: 500 } } } });
});

test('levels below the depth are cut', () => {
  const error = () => Object.assign(new Error('x'), { a: { b: { c: 1 } } });
  expect(contextsOf(error(), { depth: 1 })).toEqual({ Error: { a: '[Object]' } });
  expect(contextsOf(error(), { depth: 4 }, { normalizeDepth: 3 })).toEqual({ Error: { a: { b: '[Object]' } } });
  expect(contextsOf(error(), { depth: 4 })).toEqual({ Error: { a: { b: { c: 1 } } } });
});

test('a context of that name stays', () => {
  const core = setupCore({ integrations: [extraErrorDataIntegration()] });
  setContext('HttpError', { mine: true });
  captureException(new HttpError(1));
  captureException(Object.assign(new Error('x'), { name: 'trace', a: 1 }));
  expect(core.events()[0]?.contexts?.HttpError).toEqual({ mine: true });
  expect(core.events()[1]?.contexts?.trace?.trace_id).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  ['a getter', Object.defineProperty(new Error('x'), 'a', { enumerable: true, get: fail })],
  ['toJSON', Object.assign(new Error('x'), { toJSON: fail })],
  ['the cause', Object.defineProperty(new Error('x'), 'cause', { get: fail })],
])('%s that throws costs the data, not the event', (_, error) => {
  expect(contextsOf(error)).toEqual({});
});

test('messages have none', () => {
  const core = setupCore({ integrations: [extraErrorDataIntegration()] });
  captureMessage('m');
  expect(Object.keys(core.events()[0]?.contexts ?? {})).toEqual(['trace']);
});

function fail(): never {
  throw new Error('hostile');
}
