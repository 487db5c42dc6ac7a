import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../test-support/hostile.ts';
import { setupCore } from '../test-support/setup-core.ts';
import * as core from './index.ts';

// Whatever a host hands over, on purpose or not: none of our own errors comes back, a callback runs once all the same,
// and afterwards everything still works.

// biome-ignore lint/suspicious/noExplicitAny: hosts may not have types, or lie to them
type Anything = any;

/** What a host can call with one value of its own. */
const CALLS: Record<string, (value: Anything) => unknown> = {
  captureException: (value) => core.captureException(value),
  'captureException, hint': (value) => core.captureException(new Error('x'), value),
  'captureException, context': (value) => core.captureException(new Error('x'), { captureContext: value }),
  'captureException, user, extra, contexts': (value) =>
    core.captureException(new Error('x'), { user: value, extra: value, contexts: { value: { value } } }),
  'captureException, cause': (value) => core.captureException(new Error('x', { cause: value })),
  'captureException, errors': (value) => core.captureException(new AggregateError([value, new Error('y')])),
  'captureException, property': (value) => core.captureException({ code: 1, value }),
  captureMessage: (value) => core.captureMessage(value),
  'captureMessage, context': (value) => typeof value === 'string' || core.captureMessage('m', value),
  'captureEvent, request': (value) => core.captureEvent({ message: 'm', request: { data: value } }),
  'captureEvent, extra': (value) => core.captureEvent({ message: 'm', extra: { value } }),
  'captureEvent, hint': (value) => core.captureEvent({ message: 'm' }, value),
  addBreadcrumb: (value) => core.addBreadcrumb(value),
  'addBreadcrumb, data': (value) => core.addBreadcrumb({ message: 'm', data: { value } }),
  'addBreadcrumb, hint': (value) => core.addBreadcrumb({ message: 'm' }, value),
  setTags: (value) => core.setTags(value),
  'setTag, key': (value) => core.setTag(value, 1),
  setExtra: (value) => core.setExtra('k', value),
  'setExtra, key': (value) => core.setExtra(value, 1),
  setExtras: (value) => core.setExtras(value),
  setContext: (value) => core.setContext('k', { value }),
  'setContext, name': (value) => core.setContext(value, { a: 1 }),
  'setUser, property': (value) => core.setUser({ id: '1', value }),
  addEventProcessor: (value) => typeof value === 'function' || core.addEventProcessor(value),
  addIntegration: (value) => core.addIntegration(value),
  'scope.update': (value) => core.getCurrentScope().update(value),
  'scope.setTags': (value) => core.getCurrentScope().setTags(value),
  'scope.addBreadcrumb': (value) => core.getCurrentScope().addBreadcrumb(value),
  'scope.captureException': (value) => core.getCurrentScope().captureException(value, value),
  'scope.captureMessage': (value) => core.getCurrentScope().captureMessage(value, 'info', value),
  'scope.captureEvent, hint': (value) => core.getCurrentScope().captureEvent({ message: 'm' }, value),
  startInactiveSpan: (value) => core.startInactiveSpan(value).end(),
  'startInactiveSpan, name': (value) => core.startInactiveSpan({ name: value }).end(),
  'startInactiveSpan, startTime': (value) => core.startInactiveSpan({ name: 'x', startTime: value }).end(),
  'startInactiveSpan, links': (value) => core.startInactiveSpan({ name: 'x', links: value }).end(),
  'startInactiveSpan, parentSpan': (value) => core.startInactiveSpan({ name: 'x', parentSpan: value }).end(),
  'span.end': (value) => core.startInactiveSpan({ name: 'x' }).end(value),
  'span.setAttribute': (value) =>
    core
      .startInactiveSpan({ name: 'x' })
      .setAttribute('data', `${typeof value}`)
      .end(),
  'span.setAttributes': (value) => core.startInactiveSpan({ name: 'x' }).setAttributes(value),
  'span.setStatus': (value) => core.startInactiveSpan({ name: 'x' }).setStatus(value),
  'span.addLink': (value) => core.startInactiveSpan({ name: 'x' }).addLink(value).end(),
  'span.addLinks': (value) => core.startInactiveSpan({ name: 'x' }).addLinks(value).end(),
  setMeasurement: (value) => core.startSpan({ name: 'x' }, () => core.setMeasurement('m', value, 'ms')),
  'continueTrace, headers': (value) => core.continueTrace(value, () => core.captureMessage('m')),
  'continueTrace, sentry-trace': (value) => core.continueTrace({ sentryTrace: value }, () => core.captureMessage('m')),
  'continueTrace, baggage': (value) =>
    core.continueTrace({ sentryTrace: `${'a'.repeat(32)}-${'b'.repeat(16)}`, baggage: value }, () =>
      core.getTraceData(),
    ),
  isError: (value) => core.isError(value),
};

/** What hands a result of the host through. */
const CALLBACKS: Record<string, (callback: () => Anything) => unknown> = {
  withScope: (callback) => core.withScope(callback),
  withIsolationScope: (callback) => core.withIsolationScope(callback),
  startSpan: (callback) => core.startSpan({ name: 'x' }, callback),
  'startSpan without options': (callback) => core.startSpan(undefined as never, callback),
  startSpanManual: (callback) => core.startSpanManual({ name: 'x' }, callback),
  withActiveSpan: (callback) => core.withActiveSpan(null, callback),
  continueTrace: (callback) => core.continueTrace({}, callback),
  startNewTrace: (callback) => core.startNewTrace(callback),
};

const setup = () => setupCore({ tracesSampleRate: 1, integrations: [core.linkedErrorsIntegration()] });

describe.each(Object.entries(HOSTILE))('%s', (_, make) => {
  test.each(Object.entries(CALLS))('given to %s harms nothing', async (_, call) => {
    const { settle, events } = setup();
    expect(() => call(make())).not.toThrow();
    core.getIsolationScope().clear();
    core.getCurrentScope().clear();
    core.captureMessage('still alive');
    await settle();
    expect(events().at(-1)?.message).toBe('still alive');
  });

  test.each(Object.entries(CALLBACKS))('returned to %s comes back as it is', (_, call) => {
    setup();
    const value = make();
    let calls = 0;
    const result = call(() => {
      calls++;
      return value;
    });
    expect(Object.is(result, value)).toBe(true);
    expect(calls).toBe(1);
  });

  test.each(Object.entries(CALLBACKS))('thrown in %s comes out as it is', (_, call) => {
    setup();
    const value = make();
    let thrown: unknown;
    try {
      call(() => {
        throw value;
      });
    } catch (error) {
      thrown = error;
    }
    expect(Object.is(thrown, value)).toBe(true);
  });
});
