import { version } from 'react';
import { describe, expect, it } from 'vitest';
import { startApp } from '../test-support/start-app.ts';
import { captureReactException, init } from './index.ts';

const componentStack =
  '\n    at Cart (https://shop.example/(shop)/app.js:1:2)\n    at App (https://shop.example/app.js:3:4)';

describe('captureReactException', () => {
  it('reports an error with its component stack and returns the id', () => {
    const { events } = startApp();
    const id = captureReactException(new Error('x'), { componentStack });
    expect(events[0]?.event_id).toBe(id);
    expect(events[0]?.contexts?.react).toEqual({ version, componentStack });
    expect(events[0]?.exception?.values?.[0]).toMatchObject({
      type: 'React ErrorBoundary Error',
      mechanism: { type: 'chained', source: 'cause' },
      stacktrace: {
        frames: [
          { function: 'App', filename: 'https://shop.example/app.js', lineno: 3, colno: 4 },
          { function: 'Cart', filename: 'https://shop.example/(shop)/app.js', lineno: 1, colno: 2 },
        ],
      },
    });
  });

  it('adds what the hint brings along', () => {
    const { events } = startApp();
    captureReactException(new Error('x'), { componentStack }, { captureContext: { tags: { area: 'cart' } } });
    expect(events[0]).toMatchObject({ tags: { area: 'cart' }, contexts: { react: { componentStack } } });
  });

  it.each([[{}], [{ componentStack: null }], [{ componentStack: '' }]])('adds no cause without a stack: %j', (info) => {
    const { events } = startApp();
    captureReactException(new Error('x'), info);
    expect(events[0]?.exception?.values).toHaveLength(1);
  });
});

describe('init', () => {
  it('names the version of React in every event', () => {
    const { client, events } = startApp();
    client.captureMessage('hello');
    expect(events[0]?.contexts?.react).toEqual({ version });
  });

  it('does nothing without a DSN', () => {
    expect(init()?.isEnabled()).toBe(false);
    expect(captureReactException(new Error('x'), {})).toMatch(/^[0-9a-f]{32}$/);
  });
});
