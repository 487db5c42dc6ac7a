import { expect, it } from 'vitest';
import { isOwnSource, sourceName } from './source-name.ts';

it.each([
  ['../../src/cart.ts', 'src/cart.ts', true],
  ['webpack://shop/./src/cart.ts', 'src/cart.ts', true],
  ['webpack:///./src/cart.ts?a1b2', 'src/cart.ts', true],
  ['webpack-internal:///./src/cart.ts', 'src/cart.ts', true],
  ['turbopack:///[project]/app/cart.tsx', 'app/cart.tsx', true],
  ['turbopack:///[turbopack]/browser/runtime/base.ts', '[turbopack]/browser/runtime/base.ts', false],
  ['file:///home/me/src/cart.ts', '/home/me/src/cart.ts', true],
  ['src/App.vue?vue&type=script', 'src/App.vue', true],
  ['../node_modules/.pnpm/x@1/node_modules/x/a.js', 'node_modules/x/a.js', false],
  ['webpack/bootstrap', 'webpack/bootstrap', false],
  ['\0vite/preload-helper.js', 'vite/preload-helper.js', false],
])('%s -> %s', (source, name, own) => {
  expect([sourceName(source), isOwnSource(source)]).toEqual([name, own]);
});
