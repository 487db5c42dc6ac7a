import { expect, it } from 'vitest';
import { normaliseFile } from './normalise-file.ts';

it.each([
  ['http://localhost:5173/assets/index-BxK3k29a.js?v=1', 'assets/index.js'],
  ['https://cdn.example/assets/index-Cz_1-dQ0.js', 'assets/index.js'],
  ['https://a.example/static/js/main.3f2a1b9c.js', 'static/js/main.js'],
  ['https://a.example/_next/static/chunks/page-1a2b3c4d5e6f7a8b.js', '_next/static/chunks/page.js'],
  ['chunk-5XK2ABCD.js', 'chunk.js'],
  ['src/user-settings.ts', 'src/user-settings.ts'],
  ['src/pages/[id].tsx', 'src/pages/[id].tsx'],
  ['/srv/releases/20260102/app/src/cart.js', 'app/src/cart.js'],
  ['/srv/other/app/src/cart.js', 'app/src/cart.js'],
  ['C:\\work\\app\\src\\cart.js', 'app/src/cart.js'],
  ['file:///srv/app/src/cart.js', 'app/src/cart.js'],
  ['/srv/app/node_modules/.pnpm/x@1/node_modules/x/lib/a.js', 'node_modules/x/lib/a.js'],
  ['webpack://shop/./src/cart.ts', './src/cart.ts'],
  ['', ''],
])('%s -> %s', (file, expected) => {
  expect(normaliseFile(file)).toBe(expected);
});
