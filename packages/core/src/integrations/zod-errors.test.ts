import { expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureException } from '../capture/capture.ts';
import { linkedErrorsIntegration } from './linked-errors.ts';
import { type ZodErrorsOptions, zodErrorsIntegration } from './zod-errors.ts';

/** Looks like Zod's. */
class ZodError extends Error {
  override name = 'ZodError';
  constructor(readonly issues: unknown) {
    super(JSON.stringify(issues, null, 2));
  }
}

function capture(error: unknown, options?: ZodErrorsOptions) {
  const core = setupCore({ integrations: [linkedErrorsIntegration(), zodErrorsIntegration(options)] });
  captureException(error);
  const [envelope] = core.envelopes();
  const [event] = core.events();
  return {
    value: event?.exception?.values?.at(-1)?.value,
    issues: event?.extra?.['zoderror.issues'],
    attachment: envelope?.items.find(({ headers }) => headers.type === 'attachment'),
  };
}

const issue = (...path: Array<string | number>) => ({
  code: 'invalid_type',
  expected: 'string',
  path,
  message: 'Required',
});

test('the message names the keys, each once, and the issues become an extra', () => {
  const sent = capture(new ZodError([issue('name'), issue('tags', 0), issue('tags', 1), issue('a', 'b')]));
  expect(sent.value).toBe('Failed to validate keys: name, tags.<array>, a.b');
  expect(sent.issues).toMatchObject([{ path: 'name' }, { path: 'tags.0' }, { path: 'tags.1' }, { path: 'a.b' }]);
  expect(sent.attachment).toBeUndefined();
});

test('where the value itself is wrong, the message says what it should have been', () => {
  expect(capture(new ZodError([issue()])).value).toBe('Failed to validate string');
  expect(capture(new ZodError([{ code: 'custom', path: [] }])).value).toBe('Failed to validate variable');
});

test('lists inside an issue are written as text', () => {
  const { issues } = capture(new ZodError([{ ...issue('a'), keys: ['x', 'y'], unionErrors: [{ name: 'ZodError' }] }]));
  expect(issues).toMatchObject([{ path: 'a', names: '["x","y"]', unionErrors: '[{"name":"ZodError"}]' }]);
});

test('no more than the limit are sent, and a long message is cut', () => {
  const many = new ZodError(Array.from({ length: 50 }, (_, n) => issue(`key${n}`)));
  expect(capture(many).issues).toHaveLength(10);
  const few = capture(new ZodError(Array.from({ length: 50 }, (_, n) => issue(`key${n}`))), { limit: 2 });
  expect(few.issues).toHaveLength(2);
  expect(few.value?.length).toBeLessThan(150);
});

test('all may be attached', () => {
  const error = new ZodError(Array.from({ length: 50 }, (_, n) => issue(`key${n}`)));
  const { attachment } = capture(error, { saveZodIssuesAsAttachment: true });
  expect(attachment?.headers.filename).toBe('zod_issues.json');
  expect(JSON.parse(String(attachment?.payload)).issues).toHaveLength(50);
});

test('the message of the error is replaced, not that of its cause', () => {
  const error = Object.assign(new ZodError([issue('a')]), { cause: new Error('the cause') });
  const core = setupCore({ integrations: [linkedErrorsIntegration(), zodErrorsIntegration()] });
  captureException(error);
  const values = core.events()[0]?.exception?.values?.map(({ value }) => value);
  expect(values).toEqual(['the cause', 'Failed to validate keys: a']);
});

test.each([
  ['other errors', () => Object.assign(new Error('x'), { issues: [issue('a')] })],
  ['no issues', () => Object.assign(new ZodError([]), { message: 'x' })],
  ['issues that are no list', () => Object.assign(new ZodError('many'), { message: 'x' })],
  ['issues that cannot be read', () => Object.assign(new ZodError([null]), { message: 'x' })],
])('%s are left alone', (_, make) => {
  expect(capture(make())).toEqual({ value: 'x', issues: undefined, attachment: undefined });
});
