import { expect, test } from 'vitest';
import { createStackParser } from './stack-lines.ts';

const parse = createStackParser('/app/server.js');
const frameOf = (line: string) => parse(`\n    at ${line}`)[0];

test.each([
  [
    'pay (/app/shop/cart.js:10:5)',
    { function: 'pay', filename: '/app/shop/cart.js', module: 'shop:cart', lineno: 10, colno: 5, in_app: true },
  ],
  ['/app/server.js:1:2', { function: '?', filename: '/app/server.js', module: 'server', in_app: true }],
  [
    'Object.<anonymous> (/app/a b/(c)/d.mjs:3:4)',
    { function: 'Object.?', filename: '/app/a b/(c)/d.mjs', module: 'a b.(c):d', lineno: 3 },
  ],
  [
    'async open (file:///app/with%20space/x.js:7:8)',
    { function: 'async open', filename: '/app/with space/x.js', lineno: 7 },
  ],
  ['new Cart (/app/cart.ts:1:1)', { function: 'new Cart', module: 'cart.ts' }],
  [
    'Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)',
    { function: 'Layer.handle', module: 'express.lib.router:layer', in_app: false },
  ],
  ['Array.map (<anonymous>)', { function: 'Array.map', filename: '<anonymous>', in_app: false }],
  [
    'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    { filename: 'node:internal/process/task_queues', in_app: false },
  ],
  ['eval (eval at run (/app/x.js:3:4), <anonymous>:1:7)', { function: 'eval', filename: '/app/x.js', lineno: 3 }],
  ['C.run (C:\\app\\x.js:3:4)', { filename: 'C:\\app\\x.js', lineno: 3, in_app: true }],
  ['other (/elsewhere/lib/y.cjs:1:1)', { module: 'y', in_app: true }],
  ['served (https://cdn.example/z.js:1:1)', { filename: 'https://cdn.example/z.js', in_app: true }],
])('reads the line "at %s"', (line, expected) => {
  expect(frameOf(line)).toMatchObject(expected);
});

test('reads a whole stack, newest call first', () => {
  const frames = parse('\n    at b (/app/b.js:2:2)\n    at Array.map (<anonymous>)\n    at a (/app/a.js:1:1)');
  expect(frames.map((frame) => frame.function)).toEqual(['b', 'Array.map', 'a']);
});

test.each(['', 'no stack at all', '\n   at', 'x@y:1'])('makes no frames of %j', (stack) => {
  expect(parse(stack)).toEqual([]);
});
