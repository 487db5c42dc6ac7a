import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureMessage, flush } from '../capture/capture.ts';
import { setConsent } from '../capture/consent.ts';
import { startSession } from '../session/current-session.ts';

describe('consent', () => {
  test('that is pending keeps everything in memory, and sends it in order when it is granted', async () => {
    const core = setupCore({ consent: 'pending' });
    captureMessage('a');
    captureMessage('b');
    await core.settle();
    core.platform.advance(100_000);
    expect(core.platform.sent).toEqual([]);
    setConsent('granted');
    await flush(1000);
    captureMessage('c');
    expect(core.events().map(({ message }) => message)).toEqual(['a', 'b', 'c']);
  });

  test('that is denied wipes what waited, and nothing leaves afterwards, no report either', async () => {
    const core = setupCore({ consent: 'pending', release: 'shop@1' });
    captureMessage('a');
    setConsent('denied');
    captureMessage('b');
    startSession();
    await flush(1000);
    core.platform.advance(1_000_000);
    core.platform.exit();
    expect(core.platform.sent).toEqual([]);
  });

  test('that comes after a refusal lets out what is captured from then on, and the count of what was not', async () => {
    const core = setupCore({ consent: 'denied' });
    captureMessage('a');
    await core.settle();
    setConsent('granted');
    captureMessage('b');
    await flush(1000);
    expect(core.events().map(({ message }) => message)).toEqual(['b']);
    expect(core.reported()).toEqual({ 'ignored error': 1 });
  });

  test('that is taken back holds what waits to be tried again', async () => {
    const core = setupCore();
    core.platform.answer(() => {
      throw new Error('nobody there');
    });
    captureMessage('a');
    await core.settle();
    expect(core.platform.sent).toHaveLength(1);
    setConsent('denied');
    for (let turn = 0; turn < 5; turn++) {
      core.platform.advance(100_000);
      await core.settle();
    }
    expect(core.platform.sent).toHaveLength(1);
  });

  test('is given unless somebody says otherwise', () => {
    const core = setupCore();
    captureMessage('a');
    expect(core.events()).toHaveLength(1);
  });
});
