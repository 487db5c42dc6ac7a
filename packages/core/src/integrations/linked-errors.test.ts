import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureException } from '../capture/capture.ts';
import { linkedErrorsIntegration } from './linked-errors.ts';

/** What is sent of an error, without stacks. */
function exceptions(error: unknown, options?: Parameters<typeof linkedErrorsIntegration>[0]) {
  const core = setupCore({ integrations: [linkedErrorsIntegration(options)] });
  captureException(error);
  const [event] = core.events();
  return event?.exception?.values?.map(({ type, value, mechanism }) => ({ type, value, mechanism }));
}

describe('linked errors', () => {
  test('a cause comes first, each with its place in the chain', () => {
    const a = new Error('a');
    expect(exceptions(new Error('b', { cause: a }))).toEqual([
      {
        type: 'Error',
        value: 'a',
        mechanism: { handled: true, type: 'chained', source: 'cause', exception_id: 1, parent_id: 0 },
      },
      { type: 'Error', value: 'b', mechanism: { type: 'generic', handled: true, exception_id: 0 } },
    ]);
  });

  test('causes have stacks of their own', () => {
    const core = setupCore({ integrations: [linkedErrorsIntegration()] });
    captureException(new Error('b', { cause: new Error('a') }));
    expect(core.events()[0]?.exception?.values?.map(({ stacktrace }) => !!stacktrace?.frames?.length)).toEqual([
      true,
      true,
    ]);
  });

  test('the errors of an AggregateError hang below it', () => {
    const inner = new Error('one', { cause: new Error('zero') });
    const group = new AggregateError([inner, 'no error', new TypeError('two')], 'all failed');
    expect(exceptions(group)).toEqual([
      {
        type: 'TypeError',
        value: 'two',
        mechanism: { handled: true, type: 'chained', source: 'errors[2]', exception_id: 3, parent_id: 0 },
      },
      {
        type: 'Error',
        value: 'zero',
        mechanism: { handled: true, type: 'chained', source: 'cause', exception_id: 2, parent_id: 1 },
      },
      {
        type: 'Error',
        value: 'one',
        mechanism: { handled: true, type: 'chained', source: 'errors[0]', exception_id: 1, parent_id: 0 },
      },
      {
        type: 'AggregateError',
        value: 'all failed',
        mechanism: { type: 'generic', handled: true, is_exception_group: true, exception_id: 0 },
      },
    ]);
  });

  test('both sides of a SuppressedError hang below it', () => {
    const error = Object.assign(new Error('both'), { error: new Error('in the end'), suppressed: new Error('before') });
    expect(exceptions(error)?.map(({ value, mechanism }) => [value, mechanism?.source])).toEqual([
      ['before', 'suppressed'],
      ['in the end', 'error'],
      ['both', undefined],
    ]);
  });

  test('an error that is a group is marked so, and one that only has a cause is not', () => {
    const group = new AggregateError([new Error('one')], 'all', { cause: new Error('why') });
    expect(exceptions(group)?.map(({ mechanism }) => mechanism?.is_exception_group)).toEqual([
      undefined,
      undefined,
      true,
    ]);
  });

  test('members that are no errors do not use up the limit', () => {
    const group = new AggregateError(['a', 'b', 'c', new Error('d')], 'all');
    expect(exceptions(group, { limit: 2 })?.map(({ value }) => value)).toEqual(['d', 'all']);
  });

  test('a cycle of causes ends', () => {
    const a: Error & { cause?: unknown } = new Error('a');
    const b = new Error('b', { cause: a });
    a.cause = b;
    expect(exceptions(b)?.map(({ value }) => value)).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  });

  test('no more than the limit are added', () => {
    let error = new Error('0');
    for (let n = 1; n < 20; n++) {
      error = new Error(String(n), { cause: error });
    }
    expect(exceptions(error, { limit: 2 })?.map(({ value }) => value)).toEqual(['17', '18', '19']);
    const many = new AggregateError(Array.from({ length: 100_000 }, () => error));
    expect(exceptions(many)).toHaveLength(6);
  });

  test('another property may lead on', () => {
    const error = Object.assign(new Error('b'), { original: new Error('a') });
    expect(exceptions(error, { key: 'original' })?.map(({ value }) => value)).toEqual(['a', 'b']);
  });

  test('a list of causes is one for each', () => {
    const causes = [new Error('a'), 'no error', new Error('b')];
    expect(
      exceptions(new Error('c', { cause: causes }))?.map(({ value, mechanism }) => [value, mechanism?.source]),
    ).toEqual([
      ['b', 'errors[2]'],
      ['a', 'errors[0]'],
      ['c', undefined],
    ]);
  });

  test('a list without end is looked at for a while', () => {
    const group = new AggregateError([], 'all');
    group.errors = new Array(2 ** 32 - 1);
    group.errors[1] = new Error('first');
    expect(exceptions(group)?.map(({ value }) => value)).toEqual(['first', 'all']);
  });

  test('a cause of another realm is one', () => {
    const cause = vm.runInNewContext("new RangeError('elsewhere')");
    expect(exceptions(new Error('here', { cause }))?.map(({ type }) => type)).toEqual(['RangeError', 'Error']);
  });

  test.each([['text'], [null], [{ message: 'not an error' }]])('a cause %j is left alone', (cause) => {
    const values = exceptions(new Error('x', { cause }));
    expect(values).toEqual([{ type: 'Error', value: 'x', mechanism: { type: 'generic', handled: true } }]);
  });

  test('a cause that throws when it is read is left alone', () => {
    const error = Object.defineProperty(new Error('x'), 'cause', {
      get() {
        throw new Error('hostile');
      },
    });
    expect(exceptions(error)).toHaveLength(1);
  });

  test('messages and other things have none', () => {
    expect(exceptions({ cause: 'x' })).toHaveLength(1);
  });
});
