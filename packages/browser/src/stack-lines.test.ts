import { readFileSync } from 'node:fs';
import type { StackFrame } from '@vedette/core';
import { cpuMilliseconds } from '@vedette/testkit';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { inlineStackParser } from '../build/inline-stack-parser.ts';
import { parseStack } from './stack-lines.ts';

// Lines as engines write them, without the `Name: message` that core takes off.
const SAMPLES: Array<
  [name: string, stack: string, frames: Array<[fn?: string, file?: string, line?: number, col?: number]>]
> = [
  [
    'Chrome: a function, a method, a constructor, an alias',
    `    at buy (https://shop.example/app.js:10:15)
    at Cart.checkout (https://shop.example/app.js:20:3)
    at new Cart (https://shop.example/app.js:30:5)
    at Object.go [as run] (https://shop.example/app.js:40:7)`,
    [
      ['buy', 'https://shop.example/app.js', 10, 15],
      ['Cart.checkout', 'https://shop.example/app.js', 20, 3],
      ['new Cart', 'https://shop.example/app.js', 30, 5],
      ['Object.go [as run]', 'https://shop.example/app.js', 40, 7],
    ],
  ],
  [
    'Chrome: without a function, asynchronous with and without',
    `    at https://shop.example/app.js:1:2
    at async load (https://shop.example/app.js:3:4)
    at async https://shop.example/app.js:5:6`,
    [
      [undefined, 'https://shop.example/app.js', 1, 2],
      ['async load', 'https://shop.example/app.js', 3, 4],
      [undefined, 'https://shop.example/app.js', 5, 6],
    ],
  ],
  [
    'Chrome: native and anonymous callers tell nothing',
    `    at https://shop.example/app.js:1:2
    at Array.forEach (<anonymous>)
    at new Promise (<anonymous>)
    at async Promise.all (index 0)
    at go (https://shop.example/app.js:7:8)`,
    [
      [undefined, 'https://shop.example/app.js', 1, 2],
      ['go', 'https://shop.example/app.js', 7, 8],
    ],
  ],
  [
    'Chrome: eval counts as where it was called',
    `    at eval (eval at run (https://shop.example/app.js:5:9), <anonymous>:1:30)
    at run (https://shop.example/app.js:5:9)`,
    [
      ['eval', 'https://shop.example/app.js', 5, 9],
      ['run', 'https://shop.example/app.js', 5, 9],
    ],
  ],
  [
    'Chrome: parentheses and spaces in the path',
    `    at Page (https://shop.example/_next/(shop)/[id]/page-ab(1).js:3:4)
    at Page (webpack-internal:///(app-pages-browser)/./app/(shop)/page.tsx:5:6)
    at go (file:///home/me/my app/a b.js:7:8)
    at https://shop.example/(shop)/b.js:9:10`,
    [
      ['Page', 'https://shop.example/_next/(shop)/[id]/page-ab(1).js', 3, 4],
      ['Page', 'webpack-internal:///(app-pages-browser)/./app/(shop)/page.tsx', 5, 6],
      ['go', 'file:///home/me/my app/a b.js', 7, 8],
      [undefined, 'https://shop.example/(shop)/b.js', 9, 10],
    ],
  ],
  [
    'Chrome: ports, queries, blobs and extensions',
    `    at odd name (1) (https://shop.example/app.js:5:6)
    at a (http://localhost:3000/src/main.tsx?t=1690000000000:12:34)
    at b (blob:https://shop.example/5b2f1c9e-6b0a-4a51-b0f3-6f2d7a3f5c1d:1:2)
    at c (chrome-extension://abcdefghijklmnop/content.js:3:4)`,
    [
      ['odd name (1)', 'https://shop.example/app.js', 5, 6],
      ['a', 'http://localhost:3000/src/main.tsx?t=1690000000000', 12, 34],
      ['b', 'blob:https://shop.example/5b2f1c9e-6b0a-4a51-b0f3-6f2d7a3f5c1d', 1, 2],
      ['c', 'chrome-extension://abcdefghijklmnop/content.js', 3, 4],
    ],
  ],
  [
    'Firefox: functions, nested ones, none, and parentheses in the path',
    `buy@https://shop.example/app.js:10:15
checkout/<@https://shop.example/app.js:20:3
@https://shop.example/app.js:30:5
page@https://shop.example/(shop)/page.js:40:7
`,
    [
      ['buy', 'https://shop.example/app.js', 10, 15],
      ['checkout/<', 'https://shop.example/app.js', 20, 3],
      [undefined, 'https://shop.example/app.js', 30, 5],
      ['page', 'https://shop.example/(shop)/page.js', 40, 7],
    ],
  ],
  [
    'Firefox: eval counts as where it was called',
    'go@https://shop.example/app.js line 12 > eval:1:7\nrun@https://shop.example/app.js:12:3\n',
    [
      ['go', 'https://shop.example/app.js', 12, undefined],
      ['run', 'https://shop.example/app.js', 12, 3],
    ],
  ],
  [
    'Firefox: what a call came by, and code made from text or bytes',
    `async*load@https://shop.example/app.js:1:2
promise callback*@https://shop.example/app.js:3:4
anonymous@https://shop.example/app.js line 12 > Function:3:7
injected@https://shop.example/ line 35 > injectedScript:1:35
@https://shop.example/app.js line 44 > WebAssembly.instantiate:wasm-function[1]:0x29
content@moz-extension://5b2f1c9e-6b0a-4a51-b0f3-6f2d7a3f5c1d/content.js:5:6
`,
    [
      ['load', 'https://shop.example/app.js', 1, 2],
      [undefined, 'https://shop.example/app.js', 3, 4],
      ['anonymous', 'https://shop.example/app.js', 12, undefined],
      ['injected', 'https://shop.example/', 35, undefined],
      [undefined, 'https://shop.example/app.js', 44, undefined],
      ['content', 'moz-extension://5b2f1c9e-6b0a-4a51-b0f3-6f2d7a3f5c1d/content.js', 5, 6],
    ],
  ],
  [
    'Safari: extensions, with and without a name of their own',
    `content@safari-web-extension://5B2F1C9E-6B0A-4A51-B0F3-6F2D7A3F5C1D/content.js:1:2
@webkit-masked-url://hidden/:3:4`,
    [
      ['content', 'safari-web-extension://5B2F1C9E-6B0A-4A51-B0F3-6F2D7A3F5C1D/content.js', 1, 2],
      [undefined, 'webkit-masked-url://hidden/', 3, 4],
    ],
  ],
  [
    'Safari: functions, global code, native code and eval',
    `buy@https://shop.example/app.js:10:15
eval code
eval@[native code]
forEach@[native code]
[native code]
global code@https://shop.example/app.js:30:5
module code@https://shop.example/main.js:1:2`,
    [
      ['buy', 'https://shop.example/app.js', 10, 15],
      ['eval code'],
      ['forEach', '[native code]'],
      ['global code', 'https://shop.example/app.js', 30, 5],
      ['module code', 'https://shop.example/main.js', 1, 2],
    ],
  ],
  [
    'React: a component stack',
    `
    at Cart (https://shop.example/app.js:10:15)
    at div
    at App (https://shop.example/app.js:20:3)`,
    [
      ['Cart', 'https://shop.example/app.js', 10, 15],
      ['App', 'https://shop.example/app.js', 20, 3],
    ],
  ],
];

/**
 * What real engines said when a page let each of these throw, by engine and version, without the `Name: message` that V8
 * opens with; and the frames we make of it. The page stood at https://shop.example/ for the record.
 */
const RECORDED: Record<string, Record<string, { stack: string[]; frames: string[] }>> = JSON.parse(
  readFileSync(new URL('../test-support/engine-stacks.json', import.meta.url), 'utf8'),
);

type Parse = typeof parseStack;

describe.each<[string, () => Promise<Parse>]>([
  ['as the package', async () => parseStack],
  ['as it is built, with the parser taken in', buildParser],
])('stack lines %s', (_, load) => {
  it.each(SAMPLES)('%s', async (_, stack, expected) => {
    const parse = await load();
    expect(parse(stack)).toEqual(
      expected.map(([fn, filename, lineno, colno]) => ({ function: fn, filename, lineno, colno, in_app: true })),
    );
  });

  describe.each(Object.entries(RECORDED))('of %s', (_, samples) => {
    it.each(Object.entries(samples))('%s', async (_, { stack, frames }) => {
      const parse = await load();
      expect(parse(stack.join('\n')).map(asText)).toEqual(frames);
    });
  });

  it('finds nothing where there are no lines', async () => {
    const parse = await load();
    expect(parse('')).toEqual([]);
  });

  it('takes a long text of parentheses in a moment', async () => {
    const parse = await load();
    const text = `    at ${'a('.repeat(20_000)}${')'.repeat(20_000)} (https://shop.example/app.js:1:2)`;
    expect(cpuMilliseconds(() => parse(text))).toBeLessThan(1000);
  });
});

function asText({ function: name = '?', filename = '?', lineno, colno }: StackFrame): string {
  return [`${name} @ ${filename}`, lineno, colno].filter(Boolean).join(':');
}

async function buildParser(): Promise<Parse> {
  const { outputFiles } = await build({
    entryPoints: [new URL('./stack-lines.ts', import.meta.url).pathname],
    plugins: [inlineStackParser()],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
  });
  const { text = '' } = outputFiles[0] ?? {};
  expect(text).not.toContain('parseOpera9');
  const built = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return built.parseStack;
}
