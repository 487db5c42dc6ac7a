import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

const moved = (text: string, pkg = 'node') =>
  move(`import * as Sentry from '@sentry/${pkg}';\n${text}`).text.split('\n').slice(1).join('\n');

it.each([
  [
    'Sentry.captureUserFeedback({ event_id: id, comments });',
    'Sentry.captureFeedback({ associatedEventId: id, message: comments });',
  ],
  [
    "Sentry.metrics.increment('a', 1, { tags: { b: 'c' } });",
    "Sentry.metrics.count('a', 1, { attributes: { b: 'c' } });",
  ],
  [
    "Sentry.metrics.distribution('a', 1, { unit: 'byte', tags });",
    "Sentry.metrics.distribution('a', 1, { unit: 'byte', attributes: tags });",
  ],
  ['Sentry.addGlobalEventProcessor(clean);', 'Sentry.addEventProcessor(clean);'],
  ['let t: Sentry.Transaction;', 'let t: Sentry.Span;'],
  ['init(Sentry.defaultIntegrations);', 'init(Sentry.getDefaultIntegrations({}));'],
  ['Sentry.inboundFiltersIntegration()', 'Sentry.eventFiltersIntegration()'],
])('%s', (before, after) => {
  expect(moved(before)).toBe(after);
});

it('knows names of core', () => {
  expect(moved('class My extends Sentry.BaseClient {}', 'core')).toBe('class My extends Sentry.Client {}');
  expect(moved('if (Sentry.hasTracingEnabled()) {}', 'core')).toBe('if (Sentry.hasSpansEnabled()) {}');
});

it('keeps the key of a shorthand property', () => {
  const { text } = move(
    "import { captureUserFeedback } from '@sentry/browser';\nexport const api = { captureUserFeedback };",
  );
  expect(text).toBe(
    "import { captureFeedback } from '@vedette/browser';\nexport const api = { captureUserFeedback: captureFeedback };",
  );
});

it('tells of metrics that went', () => {
  const { notes } = move("import { metrics } from '@sentry/node';\nmetrics.set('a', 1);");
  expect(notes[0]).toMatch(/^2: Gone: use `metrics.distribution/);
});
