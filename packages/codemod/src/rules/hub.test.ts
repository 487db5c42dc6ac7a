import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

const importing = (text: string) => `import * as Sentry from '@sentry/browser';\n${text}`;
const imported = (text: string) => `import * as Sentry from '@vedette/browser';\n${text}`;

it.each([
  ['Sentry.getCurrentHub().captureException(e);', 'Sentry.captureException(e);'],
  ['Sentry.getCurrentHub().getScope().setTag("a", "b");', 'Sentry.getCurrentScope().setTag("a", "b");'],
  ['Sentry.getCurrentHub().getScope()?.setUser(null)', 'Sentry.getCurrentScope()?.setUser(null)'],
  ['Sentry.getCurrentHub().bindClient(client);', 'Sentry.setCurrentClient(client);'],
  ['Sentry.getCurrentHub().getIntegration(Sentry.Replay)', "Sentry.getClient()?.getIntegrationByName('Replay')"],
  [
    'const hub = Sentry.getCurrentHub();\nhub.addBreadcrumb({ message: "a" });\nhub.captureMessage("b");',
    'Sentry.addBreadcrumb({ message: "a" });\nSentry.captureMessage("b");',
  ],
])('%s', (before, after) => {
  expect(move(importing(before))).toEqual({ text: imported(after), notes: [] });
});

it('imports by name what takes its place, and no longer what is gone', () => {
  const before = "import { getCurrentHub, init } from '@sentry/node';\ngetCurrentHub().captureMessage('a');\ninit();";
  expect(move(before).text).toBe(
    "import { captureMessage, init } from '@vedette/node';\ncaptureMessage('a');\ninit();",
  );
});

it('leaves alone what only has the same name', () => {
  const before = importing('function f(Sentry) { Sentry.getCurrentHub().captureException(1); }');
  expect(move(before).text).toBe(imported('function f(Sentry) { Sentry.getCurrentHub().captureException(1); }'));
});

it('tells of scopes that are pushed by hand', () => {
  const { text, notes } = move(importing('Sentry.getCurrentHub().pushScope();'));
  expect(text).toContain('Sentry.getCurrentHub().pushScope();');
  expect(notes[0]).toMatch(/^2: There is no hub/);
});
