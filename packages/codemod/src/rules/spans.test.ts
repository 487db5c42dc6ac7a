import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

const moved = (text: string) =>
  move(`import * as Sentry from '@sentry/node';\n${text}`).text.split('\n').slice(1).join('\n');

it('starts transactions as spans without a parent', () => {
  expect(moved("const t = Sentry.startTransaction({ name: 'a', data: { b: 1 } }, { c: 2 });\nt.finish();")).toBe(
    "const t = Sentry.startInactiveSpan({ name: 'a', attributes: { b: 1 }, forceTransaction: true });\nt.end();",
  );
  expect(moved('Sentry.startTransaction(options).finish();')).toBe(
    'Sentry.startInactiveSpan({ ...options, forceTransaction: true }).end();',
  );
});

it('starts children with their parent', () => {
  const before =
    "const t = Sentry.startTransaction({ name: 'a' });\nconst s = t.startChild({ op: 'db', description: 'b' });\ns.startChild({ op: 'c' }).finish();";
  expect(moved(before).split('\n').slice(1)).toEqual([
    "const s = Sentry.startInactiveSpan({ parentSpan: t, op: 'db', name: 'b' });",
    "Sentry.startInactiveSpan({ parentSpan: s, name: 'c', op: 'c' }).end();",
  ]);
});

it.each([
  ["span.setTag('a', 'b');", "span.setAttribute('a', 'b');"],
  ["span.setData('a', 1);", "span.setAttribute('a', 1);"],
  ["span?.setName('a');", "span?.updateName('a');"],
  ["span.setStatus('ok');", 'span.setStatus({ code: 1 });'],
  ["span.setStatus('not_found');", "span.setStatus({ code: 2, message: 'not_found' });"],
  ['span.setHttpStatus(404);', 'Sentry.setHttpStatus(span, 404);'],
  ['send(span.toTraceparent());', 'send(Sentry.spanToTraceHeader(span));'],
  ['log(span.traceId);', 'log(span.spanContext().traceId);'],
  ['span.finish(end);', 'span.end(end);'],
])('on a span that is handed over: %s', (before, after) => {
  expect(moved(`Sentry.startSpan({ name: 'a' }, (span) => { ${before} });`)).toBe(
    `Sentry.startSpan({ name: 'a' }, (span) => { ${after} });`,
  );
  expect(moved(`function f(span: Sentry.Span) { ${before} }`)).toBe(`function f(span: Sentry.Span) { ${after} }`);
});

it('leaves alone what is no span', () => {
  expect(moved("const tag = element();\ntag.setData('a', 1);\ntag.finish();")).toBe(
    "const tag = element();\ntag.setData('a', 1);\ntag.finish();",
  );
});

it('tells of what went from spans', () => {
  const { notes } = move("import { getActiveSpan } from '@sentry/node';\nlog(getActiveSpan()?.description);");
  expect(notes).toEqual(['2: Now `spanToJSON(span).description`.']);
});
