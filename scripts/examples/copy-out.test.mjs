import { expect, test } from 'vitest';
import { fromTarballs } from './copy-out.mjs';

test('our packages come from tarballs, also those that only others name', () => {
  const tarballs = new Map([
    ['@vedette/core', '/packed/core.tgz'],
    ['@vedette/node', '/packed/node.tgz'],
  ]);
  const manifest = { name: 'an-example', dependencies: { '@vedette/node': 'workspace:*', fastify: '5.12.8' } };
  expect(fromTarballs(manifest, tarballs)).toEqual({
    name: 'an-example',
    dependencies: { '@vedette/node': 'file:/packed/node.tgz', fastify: '5.12.8' },
    overrides: { '@vedette/core': 'file:/packed/core.tgz', '@vedette/node': 'file:/packed/node.tgz' },
  });
});
