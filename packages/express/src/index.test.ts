import * as node from '@vedette/node';
import { expect, test } from 'vitest';
import * as express from './index.ts';

test('is all of the package for Node, with an init of its own', () => {
  const { init, getDefaultIntegrations, ...rest } = node;
  expect(express).toMatchObject(rest);
  expect(express.init).not.toBe(init);
  expect(express.getDefaultIntegrations().map(({ name }) => name)).toEqual([
    ...getDefaultIntegrations().map(({ name }) => name),
    'Express',
  ]);
});
