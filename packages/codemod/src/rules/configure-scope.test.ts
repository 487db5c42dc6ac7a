import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

const importing = (text: string) => `import * as Sentry from '@sentry/browser';\n${text}`;
const imported = (text: string) => `import * as Sentry from '@vedette/browser';\n${text}`;

it.each([
  ['Sentry.configureScope((scope) => scope.setUser({ id }));', 'Sentry.getCurrentScope().setUser({ id });'],
  [
    "Sentry.configureScope(function (s) {\n  s.setTag('a', s.b);\n});",
    "Sentry.getCurrentScope().setTag('a', Sentry.getCurrentScope().b);",
  ],
  [
    "Sentry.configureScope(scope => {\n\tconst id = 1;\n\tscope.setTag('a', id); // why\n});",
    "{\n\tconst scope = Sentry.getCurrentScope();\n\tconst id = 1;\n\tscope.setTag('a', id); // why\n}",
  ],
  ['Sentry.configureScope(setUp);', '(setUp)(Sentry.getCurrentScope());'],
  [
    'Sentry.configureScope((scope) => {\n  if (!id) return;\n  scope.setUser({ id });\n});',
    '((scope) => {\n  if (!id) return;\n  scope.setUser({ id });\n})(Sentry.getCurrentScope());',
  ],
])('%s', (before, after) => {
  expect(move(importing(before))).toEqual({ text: imported(after), notes: [] });
});
