import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

it.each([
  ['Sentry.captureMessage("a", Sentry.Severity.Warning);', 'Sentry.captureMessage("a", \'warning\');'],
  ['const level: Sentry.Severity = Sentry.Severity.Critical;', "const level: Sentry.SeverityLevel = 'fatal';"],
])('%s', (before, after) => {
  const { text, notes } = move(`import * as Sentry from '@sentry/browser';\n${before}`);
  expect(text).toBe(`import * as Sentry from '@vedette/browser';\n${after}`);
  expect(notes).toEqual([]);
});

it('writes literals in the quotes of the file', () => {
  const { text } = move(
    'import { Severity, captureMessage } from "@sentry/node";\ncaptureMessage("a", Severity.Info);',
  );
  expect(text).toBe('import { captureMessage } from "@vedette/node";\ncaptureMessage("a", "info");');
});

it('tells of what is looked up at run time', () => {
  const { notes } = move("import { Severity } from '@sentry/node';\nlog(Severity[level]);");
  expect(notes[0]).toMatch(/^2: Levels are text/);
});
