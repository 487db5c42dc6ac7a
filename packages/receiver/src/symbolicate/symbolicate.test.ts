import { mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Event, StackFrame } from '@vedette/core/wire';
import { describe, expect, it } from 'vitest';
import { buildBundle, framesOf } from '../../test-support/build-bundle.ts';
import { errorEvent } from '../../test-support/envelopes.ts';
import { newFolder, startTestReceiver, type TestReceiver } from '../../test-support/test-receiver.ts';
import type { EventDetail, FrameDetail } from '../api.ts';

const eventWith = (frames: StackFrame[], changes: Partial<Event> = {}): Event =>
  errorEvent({ exception: { values: [{ type: 'TypeError', value: 'x', stacktrace: { frames } }] }, ...changes });

async function framesAfter(receiver: TestReceiver, event: Event): Promise<FrameDetail[]> {
  await receiver.postEvent(event);
  const detail: EventDetail = await receiver.event(event.event_id);
  return detail.exceptions[0]?.frames ?? [];
}

const place = ({ filename, function: name, lineno }: FrameDetail) => `${name} ${filename}:${lineno}`;

describe('a minified error of a browser', () => {
  it('is told in the original files, with names and source lines', async () => {
    const folder = await newFolder();
    const bundle = await buildBundle(folder);
    const receiver = await startTestReceiver({ sourceMaps: [join(folder, 'dist')] });
    const url = `http://localhost:5173/shop/${bundle.file}`;
    const sent = framesOf(bundle.stack(url), url);

    const frames = await framesAfter(receiver, eventWith(sent));

    // Throwing frame first. The arrow functions have no name of their own in V8's eyes.
    expect(frames.slice(0, 2).map(place)).toEqual(['priceOf src/cart.ts:5', 'totalOfCart src/cart.ts:9']);
    expect(frames.map((frame) => frame.filename)).toContain('node_modules/helpers/index.js');
    expect(frames[0]).toMatchObject({
      context_line: '  return item!.price * 2;',
      pre_context: [
        '// A comment, so that lines differ.',
        'export interface Item { price: number }',
        '',
        'function priceOf(item: Item | undefined): number {',
      ],
      post_context: [
        '}',
        '',
        'export function totalOfCart(items: Item[]): number {',
        '  return priceOf(items[7]);',
        '}',
      ],
      in_app: true,
      original: {
        filename: url,
        function: sent.at(-1)?.function,
        lineno: sent.at(-1)?.lineno,
        colno: sent.at(-1)?.colno,
      },
      symbolicationError: null,
    });
    expect(frames.find((frame) => frame.filename?.startsWith('node_modules'))?.in_app).toBe(false);
  });

  it('stays one issue when a new build moves and renames everything', async () => {
    const [one, two] = [await newFolder(), await newFolder()];
    const first = await buildBundle(one);
    const second = await buildBundle(two, { banner: `/* ${'moved '.repeat(50)}\n*/` });
    expect(first.file).not.toBe(second.file);
    const receiver = await startTestReceiver({ sourceMaps: [join(one, 'dist'), join(two, 'dist')] });
    for (const { file, stack } of [first, second]) {
      const url = `https://shop.example/${file}`;
      await receiver.postEvent(eventWith(framesOf(stack(url), url)));
    }
    expect((await receiver.issues()).issues.map((issue) => [issue.count, issue.culprit])).toEqual([
      [2, 'priceOf (src/cart.ts)'],
    ]);
  });

  it('takes names from the calls when the bundle is not beside its map', async () => {
    const folder = await newFolder();
    const bundle = await buildBundle(folder);
    await rm(join(folder, 'dist', bundle.file));
    const receiver = await startTestReceiver({ sourceMaps: [join(folder, 'dist')] });
    const url = `http://localhost/${bundle.file}`;
    const frames = await framesAfter(receiver, eventWith(framesOf(bundle.stack(url), url)));
    expect(frames.slice(0, 2).map(place)).toEqual(['priceOf src/cart.ts:5', 'totalOfCart src/cart.ts:9']);
  });
});

describe('which map', () => {
  it('is that of the debug id, whatever the file is called', async () => {
    const folder = await newFolder();
    const bundle = await buildBundle(folder);
    const debugId = '9ec79c33-ec99-42ab-8353-589fcb2e04dc';
    const mapPath = join(folder, 'dist', `${bundle.file}.map`);
    const map = JSON.parse(await readFile(mapPath, 'utf8')) as object;
    await writeFile(join(folder, 'dist/other-name.js.map'), JSON.stringify({ ...map, debugId: debugId.toUpperCase() }));
    await rm(mapPath);
    const receiver = await startTestReceiver({ sourceMaps: [join(folder, 'dist')] });
    const url = `app:///${bundle.file}`;
    const images = [{ type: 'sourcemap', code_file: url, debug_id: debugId }];
    const frames = await framesAfter(receiver, eventWith(framesOf(bundle.stack(url), url), { debug_meta: { images } }));
    expect(frames[0]?.filename).toBe('src/cart.ts');
  });

  it('lies beside the file itself for a path or file URL of this machine', async () => {
    const folder = await newFolder();
    const bundle = await buildBundle(folder);
    const receiver = await startTestReceiver({ sourceMaps: [join(folder, 'dist')] });
    const path = join(folder, 'dist', bundle.file);
    for (const location of [path, pathToFileURL(path).href]) {
      const frames = await framesAfter(receiver, eventWith(framesOf(bundle.stack(location), location)));
      expect(frames[0]?.filename).toBe('src/cart.ts');
    }
  });

  it('is the one with the longest common end of the path', async () => {
    const [shop, admin] = [await newFolder(), await newFolder()];
    const bundle = await buildBundle(shop);
    await mkdir(join(admin, 'dist/admin'), { recursive: true });
    const name = bundle.file.replace('assets/', '');
    const wrong = { version: 3, sources: ['wrong.ts'], names: [], mappings: 'AAAA' };
    await writeFile(join(admin, 'dist/admin', `${name}.map`), JSON.stringify(wrong));
    const receiver = await startTestReceiver({ sourceMaps: [join(admin, 'dist'), join(shop, 'dist')] });
    const url = `http://localhost/base/${bundle.file}`;
    const frames = await framesAfter(receiver, eventWith(framesOf(bundle.stack(url), url)));
    expect(frames[0]?.filename).toBe('src/cart.ts');
  });

  it('may be built after the start, and again', async () => {
    const folder = await newFolder();
    const receiver = await startTestReceiver({ sourceMaps: [join(folder, 'dist')] });
    const url = 'http://localhost/assets/main.js';
    const frame = { filename: url, function: 'a', lineno: 1, colno: 1 };
    const expectAfterAScan = (filename: string) =>
      expect.poll(async () => (await framesAfter(receiver, eventWith([frame])))[0]?.filename).toBe(filename);
    await expectAfterAScan(url);

    const map = { version: 3, sources: ['one.ts'], names: [], mappings: 'AAAA' };
    await mkdir(join(folder, 'dist/assets'), { recursive: true });
    await writeFile(join(folder, 'dist/assets/main.js.map'), JSON.stringify(map));
    await expectAfterAScan('one.ts');

    await writeFile(join(folder, 'dist/assets/main.js.map'), JSON.stringify({ ...map, sources: ['two.ts'] }));
    await utimes(join(folder, 'dist/assets/main.js.map'), new Date(), new Date(Date.now() + 5000));
    await expectAfterAScan('two.ts');
  });
});

describe('when it does not work', () => {
  const frame = { filename: 'http://localhost/assets/main.js', function: 'a', lineno: 1, colno: 1, in_app: true };

  async function withMap(content: string) {
    const folder = await newFolder();
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'assets/main.js.map'), content);
    return startTestReceiver({ sourceMaps: [folder] });
  }

  it('says that there is no map, and only where one could be', async () => {
    const receiver = await startTestReceiver({ sourceMaps: [await newFolder()] });
    const local = { ...frame, filename: '/srv/app/server.js' };
    const frames = await framesAfter(receiver, eventWith([local, frame]));
    expect(frames.map((each) => each.symbolicationError)).toEqual(['no source map for /assets/main.js', null]);
  });

  it.each([
    ['no JSON', '{"version":3,', 'cannot be read'],
    ['no map', '[]', 'it is not a source map'],
    ['nothing', 'null', 'it is not a source map'],
    ['wrong mappings', '{"version":3,"sources":["a"],"names":[],"mappings":"!!!!"}', 'it is not a source map'],
    ['no mappings', '{"version":3,"sources":["a"],"names":[]}', 'source map'],
    ['wild indexes', '{"version":3,"sources":[],"names":[],"mappings":"AAAAA"}', 'source map'],
  ])('keeps the event when the map holds %s', async (_what, content, reason) => {
    const receiver = await withMap(content);
    const [kept] = await framesAfter(receiver, eventWith([frame]));
    expect(kept).toMatchObject({ ...frame, original: null, symbolicationError: expect.stringContaining(reason) });
  });

  it.each([
    'http://localhost/../../../../secret/a.js',
    'http://localhost/..%2f..%2fsecret%2fa.js',
    'file:///tmp/../secret/a.js',
    '../secret/a.js',
  ])('reads nothing outside the watched folders: %s', async (filename) => {
    const folder = await newFolder();
    const secret = JSON.stringify({ version: 3, sources: ['secret.ts'], names: [], mappings: 'AAAA' });
    await mkdir(join(folder, 'secret'));
    await writeFile(join(folder, 'secret/a.js.map'), secret);
    await mkdir(join(folder, 'dist'));
    await symlink(join(folder, 'secret'), join(folder, 'dist/secret'));
    await symlink(join(folder, 'secret/a.js.map'), join(folder, 'dist/a.js.map'));
    const receiver = await startTestReceiver({ sourceMaps: [join(folder, 'dist')] });
    const path = filename.replace('/tmp', folder).replace('../secret', `${folder}/dist/../secret`);
    const frames = await framesAfter(
      receiver,
      eventWith([
        { ...frame, filename },
        { ...frame, filename: path },
      ]),
    );
    expect(frames.map((each) => each.original)).toEqual([null, null]);
  });

  it('survives frames with senseless numbers and addresses', async () => {
    const receiver = await withMap('{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}');
    const frames = [
      { ...frame, lineno: -1, colno: -1 },
      { ...frame, lineno: 1e308, colno: 0 },
      { ...frame, lineno: 0 },
      { ...frame, filename: 'http://%zz/%' },
      { ...frame, filename: 'file://%%' },
      { ...frame, filename: 'http://localhost/%E0%A4%A' },
      {},
    ];
    expect(await framesAfter(receiver, eventWith(frames))).toHaveLength(7);
  });
});
