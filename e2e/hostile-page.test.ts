import type { Backend } from '@vedette/testkit';
import type { BrowserPage } from './support/browser-page.ts';
import {
  type HostilePage,
  type HostilePageOptions,
  startHostilePage,
  type Told,
} from './support/hostile-page/server.ts';
import { test as base, expect } from './support/test.ts';

const test = base.extend<object, { hostilePage: HostilePage }>({
  hostilePage: [
    // biome-ignore lint/correctness/noEmptyPattern: playwright reads the names in the braces to know what is needed.
    async ({}, use) => {
      const page = await startHostilePage();
      await use(page);
      await page.close();
    },
    { scope: 'worker' },
  ],
});

/** What a page does to itself, or what somebody does to it. */
const DEEDS: Record<string, string> = {
  'freezes Object.prototype': 'Object.freeze(Object.prototype)',
  'freezes every prototype': `
    for (const name of Object.getOwnPropertyNames(window)) {
      const { value } = Object.getOwnPropertyDescriptor(window, name);
      if (typeof value === 'function' && value.prototype) { Object.freeze(value.prototype); Object.freeze(value); }
    }`,
  'freezes Error': 'Object.freeze(Error); Object.freeze(Error.prototype)',
  'freezes the console': 'Object.freeze(console)',
  'adds to Object.prototype': 'Object.prototype.extra = { a: 1 }; Object.prototype.each = () => {}',
  'has a fetch that throws': "window.fetch = () => { throw new Error('no') }",
  'has a fetch that returns undefined': 'window.fetch = () => {}',
  'has a fetch that returns no promise': "window.fetch = () => ({ then: 'later' })",
  'has a fetch that never settles': 'window.fetch = () => new Promise(() => {})',
  'has a fetch that resolves with nothing': 'window.fetch = async () => {}',
  'cannot iterate lists': 'delete Array.prototype[Symbol.iterator]',
  'cannot iterate at all':
    'for (const { prototype } of [Map, Set, String]) delete prototype[Symbol.iterator]; delete Array.prototype[Symbol.iterator]',
  'has lists without methods':
    "for (const name of ['map', 'filter', 'forEach', 'push', 'at', 'flat', 'flatMap', 'join', 'slice', 'splice', 'reverse', 'some', 'includes', 'entries']) delete Array.prototype[name]",
  'has list methods of its own':
    "for (const name of ['map', 'filter', 'some', 'flatMap', 'slice']) Array.prototype[name] = function () { return 'mine' }",
  'has lists that become text by themselves': "Array.prototype.toJSON = function () { return '[' + this.length + ']' }",
  'has a JSON.stringify that throws': "JSON.stringify = () => { throw new Error('no') }",
  'has a JSON.stringify of its own': "JSON.stringify = () => 'mine'",
  'has a Promise of its own':
    'window.Promise = class Mine { constructor() { this.mine = true } then() { return this } static resolve() { return new Mine() } static all() { return new Mine() } }',
  'has no Promise': 'window.Promise = undefined',
  'has no Reflect and no Proxy': 'window.Reflect = undefined; window.Proxy = undefined',
  'has functions without call': 'for (const name of ["call", "apply", "bind"]) delete Function.prototype[name]',
  'has no Object.keys': 'for (const name of ["keys", "entries", "assign", "fromEntries"]) delete Object[name]',
  'has stacks of its own': 'Error.prepareStackTrace = () => ({ mine: true })',
  'has stacks that throw': 'Error.prepareStackTrace = () => { throw 1 }',
  'has a clock of its own': "Date.now = () => NaN; performance.now = () => 'late'; window.Date = undefined",
  'has no timers': 'window.setTimeout = () => { throw 1 }; window.queueMicrotask = undefined',
  'has no TextEncoder and no Blob': 'window.TextEncoder = undefined; window.Blob = undefined',
  'has a Map of its own': 'window.Map = window.Set = window.WeakMap = window.WeakSet = window.WeakRef = class {}',
  'has an addEventListener of its own': 'window.addEventListener = EventTarget.prototype.addEventListener = () => {}',
  'has what we look for as something else': 'window.navigation = window.chrome = 5',
};

/** With these an event is sent that is none: lists and texts are what the page says they are. */
const BREAKS_EVENTS = new Set(['has lists that become text by themselves', 'has a JSON.stringify of its own']);

/** Without these no script of today can even be loaded: ours is loaded before. */
const ONLY_AFTER = new Set(['cannot iterate lists', 'cannot iterate at all', 'has functions without call']);

/** Some of those that keep nothing from being sent. */
const TELLS_ALL = [
  'freezes Object.prototype',
  'freezes every prototype',
  'adds to Object.prototype',
  'has a fetch that throws',
  'has a JSON.stringify that throws',
];

/** As many as a loop throws before anybody can stop it. */
const MANY = 10_000;
/** Enough for some to be held back, where it need not be shown with all of them. */
const SOME = 100;

/** Chores that come to nothing there, whoever is in the page. */
const ENDLESS: Record<string, string[]> = {
  'has a fetch that never settles': ['fetches', 'fetches in vain'],
  'has a Promise of its own': ['waits for an answer'],
};

const isSound = (deed: string): boolean => !BREAKS_EVENTS.has(deed);
const names = Object.keys(DEEDS);
const GROUPS: Array<[what: string, when: 'before' | 'after', deeds: string[]]> = [
  ['does something to itself', 'before', names.filter((deed) => isSound(deed) && !ONLY_AFTER.has(deed))],
  ['does something to itself', 'after', names.filter(isSound)],
  ['makes events that are none', 'before', [...BREAKS_EVENTS]],
  ['makes events that are none', 'after', [...BREAKS_EVENTS]],
];

for (const [what, when, deeds] of GROUPS) {
  test(`each of ${deeds.length} pages that ${what} ${when} init works as without us`, async ({
    tab,
    hostilePage,
    backend,
  }) => {
    const pages = deeds.map((deed) => {
      const options = { [when]: DEEDS[deed], errors: SOME, endless: ENDLESS[deed] };
      return { deed, without: hostilePage.url(options), withUs: hostilePage.url({ ...options, dsn: backend.dsn }) };
    });
    await tab.goto(hostilePage.together(pages.flatMap(({ without, withUs }) => [without, withUs])));
    for (const { deed, without, withUs } of pages) {
      const told = await tellsAll(hostilePage, without);
      expect.soft(await tellsAll(hostilePage, withUs), deed).toEqual(told);
      expect.soft(told.at(-1), deed).toEqual({ what: expect.stringContaining('again and again'), times: SOME });
    }
    if (!deeds.every(isSound)) {
      backend.takeProblems();
    }
  });
}

for (const deed of ['', ...TELLS_ALL]) {
  test(`of ${MANY} errors in a page that ${deed || 'does nothing else'} each is sent or counted`, async ({
    tab,
    hostilePage,
    backend,
  }) => {
    const options = { after: DEEDS[deed] ?? '', errors: MANY };
    const without = await livesThrough(tab, hostilePage, options);
    expect(await livesThrough(tab, hostilePage, { ...options, dsn: backend.dsn })).toEqual(without);
    await expect.poll(() => toldOf(backend)).toBe(MANY);
    expect(backend.events().length).toBeLessThanOrEqual(20);
    // One of them is the report.
    expect(backend.envelopes.length).toBeLessThanOrEqual(21);
  });
}

test('a page in a frame without origin and storage works as without us, and is heard', async ({
  tab,
  hostilePage,
  backend,
}) => {
  const options = { sandboxed: true, errors: MANY };
  const without = await livesThrough(tab, hostilePage, options);
  expect(await livesThrough(tab, hostilePage, { ...options, dsn: backend.dsn })).toEqual(without);
  await expect.poll(() => toldOf(backend)).toBe(MANY);
});

test('a page that may not connect to the backend works as without us', async ({ tab, hostilePage, backend }) => {
  const options = { strict: true, errors: MANY };
  const without = await livesThrough(tab, hostilePage, options);
  expect(await livesThrough(tab, hostilePage, { ...options, dsn: backend.dsn })).toEqual(without);
  expect(backend.envelopes).toEqual([]);
});

/** Opens the page and hands back what it told, when it has done everything. In a frame: a driver runs code of its own. */
async function livesThrough(tab: BrowserPage, page: HostilePage, options: HostilePageOptions): Promise<Told[]> {
  const url = page.url(options);
  await tab.goto(page.together([url]));
  return tellsAll(page, url);
}

/** What a page tells that has been opened, when it has done everything. */
async function tellsAll(page: HostilePage, url: string): Promise<Told[]> {
  const poll = { message: `${url} is done`, timeout: 30_000, intervals: [50] };
  await expect.poll(() => page.toldBy(url), poll).toBeDefined();
  return page.toldBy(url) as Told[];
}

interface Report {
  discarded_events: Array<{ category: string; quantity: number }>;
}

/** Of how many errors the backend knows: those that were sent, and those that a report counts. */
function toldOf(backend: Backend): number {
  const dropped = backend
    .items<Report>('client_report')
    .flatMap(({ discarded_events }) => discarded_events)
    .filter(({ category }) => category === 'error');
  return backend.events().length + dropped.reduce((sum, { quantity }) => sum + quantity, 0);
}
