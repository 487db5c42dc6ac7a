import { describe, expect, test, vi } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { getCurrentScope, getIsolationScope, withScope } from '../scope/current.ts';
import { addBreadcrumb } from './breadcrumb.ts';
import { captureMessage } from './capture.ts';

const crumbs = () => getIsolationScope().getScopeData().breadcrumbs;

describe('addBreadcrumb', () => {
  test('writes to the isolation scope, with the time of the platform', () => {
    const { platform } = setupCore();
    withScope(() => addBreadcrumb({ message: 'a', category: 'ui.click', level: 'info', data: { n: 1 } }));
    expect(crumbs()).toEqual([
      { message: 'a', category: 'ui.click', level: 'info', data: { n: 1 }, timestamp: platform.now() },
    ]);
    expect(getCurrentScope().getScopeData().breadcrumbs).toEqual([]);
  });

  test('keeps a time that is given', () => {
    setupCore();
    addBreadcrumb({ timestamp: 5 });
    expect(crumbs()[0]?.timestamp).toBe(5);
  });

  test('keeps the newest maxBreadcrumbs, 100 unless told otherwise', () => {
    setupCore();
    for (let n = 0; n < 150; n++) {
      addBreadcrumb({ message: `${n}` });
    }
    expect(crumbs()).toHaveLength(100);
    expect(crumbs()[0]?.message).toBe('50');
    setupCore({ maxBreadcrumbs: 2 });
    for (let n = 0; n < 5; n++) {
      addBreadcrumb({ message: `${n}` });
    }
    expect(crumbs().map(({ message }) => message)).toEqual(['3', '4']);
    setupCore({ maxBreadcrumbs: 0 });
    addBreadcrumb({ message: 'a' });
    expect(crumbs()).toEqual([]);
  });

  test('an event takes those along that were there, and no later ones', () => {
    const core = setupCore();
    addBreadcrumb({ message: 'before' });
    captureMessage('m');
    addBreadcrumb({ message: 'after' });
    captureMessage('n');
    expect(core.events().map(({ breadcrumbs }) => breadcrumbs?.map(({ message }) => message))).toEqual([
      ['before'],
      ['before', 'after'],
    ]);
  });

  test('what beforeSend does to the trail of one event is not seen by the next', () => {
    const core = setupCore({
      beforeSend: (event) => {
        for (const crumb of event.breadcrumbs ?? []) {
          crumb.message += '!';
        }
        return event;
      },
    });
    addBreadcrumb({ message: 'a' });
    captureMessage('m');
    captureMessage('n');
    expect(core.events().map(({ breadcrumbs }) => breadcrumbs?.[0]?.message)).toEqual(['a!', 'a!']);
  });
});

describe('beforeBreadcrumb', () => {
  test('may change a crumb, and sees the hint', () => {
    const beforeBreadcrumb = vi.fn((crumb) => ({ ...crumb, message: 'changed' }));
    setupCore({ beforeBreadcrumb });
    addBreadcrumb({ message: 'a' }, { event: 'click' });
    expect(crumbs()[0]?.message).toBe('changed');
    expect(beforeBreadcrumb).toHaveBeenCalledWith(expect.objectContaining({ message: 'a' }), { event: 'click' });
  });

  test.each([
    ['returns null', () => null],
    [
      'throws',
      () => {
        throw new Error('of the host');
      },
    ],
  ])('that %s drops the crumb', (_, beforeBreadcrumb) => {
    setupCore({ beforeBreadcrumb });
    addBreadcrumb({ message: 'a' });
    expect(crumbs()).toEqual([]);
  });

  test('is not given the object of the host', () => {
    setupCore({
      beforeBreadcrumb: (crumb) => {
        crumb.message = 'changed';
        return crumb;
      },
    });
    const given = { message: 'a' };
    addBreadcrumb(given);
    expect(given).toEqual({ message: 'a' });
  });
});

test('neither the crumb that is given nor the one that beforeBreadcrumb returned changes what was kept', () => {
  const returned = { message: 'returned' };
  const options = { beforeBreadcrumb: () => returned };
  const given = { message: 'given' };
  setupCore();
  addBreadcrumb(given);
  getIsolationScope().addBreadcrumb(given);
  given.message = 'changed';
  expect(crumbs().map(({ message }) => message)).toEqual(['given', 'given']);
  setupCore(options);
  addBreadcrumb(given);
  returned.message = 'changed';
  expect(crumbs().at(-1)?.message).toBe('returned');
});

test('the hook tells of a crumb with its hint', () => {
  const { client } = setupCore();
  const listener = vi.fn();
  client.on('beforeAddBreadcrumb', listener);
  addBreadcrumb({ message: 'a' }, { x: 1 });
  expect(listener).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 'a' }), { x: 1 });
});
