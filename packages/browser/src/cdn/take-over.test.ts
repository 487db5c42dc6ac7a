// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import { DSN, type Page, startPage } from '../../test-support/start-page.ts';
import { captureMessage, setTag, withScope } from '../index.ts';
import { onLoad } from './on-load.ts';
import type { Early, LoaderStub } from './queue.ts';
import { takeOver } from './take-over.ts';

/** The names of the loader's stub that these tests call. */
const CALLS = ['init', 'onLoad', 'captureMessage', 'setTag', 'withScope'] as const;
type Stub = LoaderStub & Record<(typeof CALLS)[number], (...data: unknown[]) => void>;

afterEach(() => {
  delete (globalThis as { Vedette?: unknown }).Vedette;
});

/** What a page calls before and while the SDK takes over, and the page that comes of it. */
async function load(script: (stub: Stub) => void, options: LoaderStub['options'] = {}): Promise<Page | undefined> {
  let page: Page | undefined;
  const init = (given: object): void => {
    page = startPage(given);
  };
  const stub = { queue: [] as Early[], options, lost: 0, stop() {} } as unknown as Stub;
  for (const name of CALLS) {
    stub[name] = (...data) => void stub.queue.push([name, ...data]);
  }
  Object.assign(globalThis, { Vedette: stub });
  script(stub);
  takeOver(() => ({ init, onLoad, captureMessage, setTag, withScope }));
  await Promise.resolve();
  return page;
}

it('starts as a page says in onLoad by a stub that it kept, and not as the script says', async () => {
  const page = await load(
    (stub) => {
      stub.captureMessage('early');
      stub.onLoad(() => stub.init({ dsn: DSN, environment: 'canary' }));
    },
    { dsn: DSN, environment: 'production' },
  );
  expect(page?.events()).toMatchObject([{ message: 'early', environment: 'canary' }]);
});

it('starts as the script says when onLoad starts nothing, and then does what it called', async () => {
  const page = await load(
    (stub) => {
      stub.setTag('step', 'early');
      stub.captureMessage('first');
      stub.onLoad(() => {
        stub.setTag('step', 'onLoad');
        stub.captureMessage('second');
      });
    },
    { dsn: DSN },
  );
  expect(page?.events()).toMatchObject([
    { message: 'first', tags: { step: 'early' } },
    { message: 'second', tags: { step: 'onLoad' } },
  ]);
});

it('goes on by the stub at once, also inside of a call that had waited', async () => {
  const kept: Stub[] = [];
  const page = await load((stub) => {
    kept.push(stub);
    stub.init({ dsn: DSN });
    stub.withScope(() => {
      setTag('inside', 'yes');
      stub.captureMessage('within');
    });
  });
  kept[0]?.captureMessage('later');
  expect(page?.events().map(({ message }) => message)).toEqual(['within', 'later']);
});
