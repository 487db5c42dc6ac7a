import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureEvent, captureException, captureMessage, flush } from '../capture/capture.ts';

/** One error, thrown again and again from one place. */
function loop(times: number, message = 'looping'): void {
  for (let turn = 0; turn < times; turn++) {
    captureException(Object.assign(new TypeError(message), { stack: 'TypeError: x\n    at pay (/app.js:2:3)' }));
  }
}

describe('a flood', () => {
  test('of equal errors: the first 10 are sent, the others counted', async () => {
    const core = setupCore();
    loop(500);
    await flush(1000);
    expect(core.events()).toHaveLength(10);
    expect(core.reported()).toEqual({ 'backpressure error': 490 });
  });

  test('tells with the next that is sent how many were held back', async () => {
    const core = setupCore();
    loop(110);
    core.platform.advance(10_000);
    loop(2);
    await flush(1000);
    expect(core.events()).toHaveLength(11);
    expect(core.events()[10]?.contexts?.flood).toEqual({ held_back: 100 });
    core.platform.advance(10_000);
    loop(1);
    await flush(1000);
    expect(core.events()[11]?.contexts?.flood).toEqual({ held_back: 1 });
    core.platform.advance(10_000);
    loop(1);
    await flush(1000);
    expect(core.events()[12]?.contexts?.flood).toBeUndefined();
  });

  test('of errors from one place is one, whatever they say', async () => {
    const core = setupCore();
    for (let turn = 0; turn < 50; turn++) {
      loop(1, `order ${turn} is lost`);
    }
    await flush(1000);
    expect(core.events()).toHaveLength(10);
  });

  test('of errors from one place in a library is one for each place in the application', async () => {
    const core = setupCore();
    for (let turn = 0; turn < 50; turn++) {
      const frames = [
        { filename: '/app.js', lineno: 1 + (turn % 2) },
        { filename: '/library.js', in_app: false },
      ];
      captureEvent({ exception: { values: [{ type: 'Error', value: 'x', stacktrace: { frames } }] } });
    }
    await flush(1000);
    expect(core.events()).toHaveLength(20);
  });

  test('of errors that only a library knows the place of is one for each text', async () => {
    const core = setupCore();
    for (let turn = 0; turn < 50; turn++) {
      const stacktrace = { frames: [{ filename: 'node:net', in_app: false }] };
      captureEvent({ exception: { values: [{ type: 'Error', value: `port ${turn % 2}`, stacktrace }] } });
    }
    await flush(1000);
    expect(core.events()).toHaveLength(20);
  });

  test('of errors without a place is one for each text', async () => {
    const core = setupCore();
    for (let turn = 0; turn < 50; turn++) {
      captureEvent({ exception: { values: [{ type: 'Error', value: turn % 2 ? 'odd' : 'even' }] } });
    }
    await flush(1000);
    expect(core.events()).toHaveLength(20);
  });

  test('of errors from two places in a file is two', async () => {
    const core = setupCore();
    for (let turn = 0; turn < 50; turn++) {
      captureException(Object.assign(new Error('x'), { stack: `Error: x\n    at pay (/app.js:2:${3 + (turn % 2)})` }));
    }
    await flush(1000);
    expect(core.events()).toHaveLength(20);
  });

  test('that slows down is let through one by one, in time', async () => {
    const core = setupCore();
    loop(10);
    core.platform.advance(9000);
    loop(1);
    await flush(1000);
    expect(core.events()).toHaveLength(10);
    core.platform.advance(1000);
    loop(2);
    await flush(1000);
    expect(core.events()).toHaveLength(11);
  });

  test('hides no other error', async () => {
    const core = setupCore();
    loop(100);
    captureMessage('something else');
    captureEvent({ message: 'looping', fingerprint: ['mine'] });
    await flush(1000);
    expect(core.events().slice(10)).toMatchObject([{ message: 'something else' }, { fingerprint: ['mine'] }]);
  });

  test('of different errors ends at 200, and goes on at ten a second', async () => {
    const core = setupCore();
    for (let turn = 0; turn < 300; turn++) {
      captureMessage(`message ${turn}`);
    }
    await flush(1000);
    expect(core.events()).toHaveLength(200);
    core.platform.advance(1000);
    for (let turn = 0; turn < 300; turn++) {
      captureMessage(`later ${turn}`);
    }
    await flush(1000);
    expect(core.events()).toHaveLength(210);
  });

  test('does not hold back what is fatal', async () => {
    const core = setupCore();
    for (let turn = 0; turn < 30; turn++) {
      captureEvent({ message: 'dying', level: 'fatal' });
    }
    await flush(1000);
    expect(core.events()).toHaveLength(30);
  });

  test('may be let through', async () => {
    const core = setupCore({ floodControl: false });
    loop(100);
    await flush(1000);
    expect(core.events()).toHaveLength(100);
  });
});
