import { expect, it } from 'vitest';
import { libraryName } from './library-name.ts';

it.each([
  ['node:internal/process/task_queues', 'Node.js'],
  ['/srv/app/node_modules/express/lib/router/index.js', 'express'],
  ['/srv/app/node_modules/.pnpm/router@2.2.0/node_modules/router/lib/layer.js', 'router'],
  ['webpack:///./node_modules/@tanstack/query-core/src/query.ts', '@tanstack/query-core'],
  ['C:\\app\\node_modules\\pg\\lib\\client.js', 'pg'],
  ['http://localhost:5173/node_modules/.vite/deps/react-dom_client.js?v=1a2b', 'react-dom_client'],
  ['http://localhost:5173/src/cart.tsx', null],
  ['', null],
  [undefined, null],
])('finds in %s the library %s', (filename, name) => {
  expect(libraryName(filename)).toBe(name);
});
