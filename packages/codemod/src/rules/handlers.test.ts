import { expect, it } from 'vitest';
import { move } from '../../test-support/move.ts';

const moved = (text: string) => move(`const Sentry = require('@sentry/node');\n${text}`, { path: 'app.js' });

it('takes out what happens by itself, and renames the error handler', () => {
  const { text, notes } = moved(
    'app.use(Sentry.Handlers.requestHandler());\napp.use(Sentry.Handlers.tracingHandler());\napp.use(Sentry.Handlers.errorHandler({ shouldHandleError }));\n',
  );
  expect(text).toBe(
    "const Sentry = require('@vedette/express');\napp.use(Sentry.expressErrorHandler({ shouldHandleError }));\n",
  );
  expect(notes).toEqual([]);
});

it('tells of options that are lost', () => {
  expect(moved("app.use(Sentry.Handlers.requestHandler({ user: ['id'] }));").notes[0]).toMatch(
    /^2: Taken out: .*dataCollection/,
  );
});

it('puts a middleware where one is wanted beside others', () => {
  expect(moved('app.use(Sentry.Handlers.requestHandler(), other);').text).toContain(
    'app.use(Sentry.vedetteMiddleware(), other);',
  );
});

it('tells of handlers that are handed on', () => {
  expect(moved('const { errorHandler } = Sentry.Handlers;').notes[0]).toMatch(/^2: Gone/);
});
