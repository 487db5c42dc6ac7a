import { expect, it } from 'vitest';
import { version } from '../../package.json';
import { moveManifest } from './manifest.ts';

const move = (text: string, ...imported: string[]) => moveManifest(text, new Set(imported));

it('gives packages their names, and leaves every other byte', () => {
  const before =
    '{\n\t"name": "a",\n\t"files": ["dist",   "src"],\n\t"dependencies": {\n\t\t"@sentry/react": "7",\n\t\t"react": "18"\n\t}\n}\n';
  expect(move(before, '@vedette/react')).toEqual({
    text: before.replace('"@sentry/react": "7"', `"@vedette/react": "^${version}"`),
    notes: [],
  });
});

it('takes out what is found in other packages, and adds what the files import', () => {
  const before =
    '{ "dependencies": { "a": "1", "@sentry/node": "7", "@sentry/tracing": "7" }, "devDependencies": { "@sentry/types": "7" } }';
  expect(JSON.parse(move(before, '@vedette/express', '@vedette/core').text)).toEqual({
    dependencies: { a: '1', '@vedette/express': `^${version}`, '@vedette/core': `^${version}` },
    devDependencies: {},
  });
});

it('tells of packages that there are none of, and of scripts', () => {
  const before =
    '{\n"scripts": { "start": "node --import @sentry/node/preload a.js" },\n"dependencies": { "@sentry/nextjs": "10" }\n}';
  const { text, notes } = move(before);
  expect(text).toBe(before);
  expect(notes.map(({ line }) => line).sort()).toEqual([2, 3]);
});

it('throws on what is no JSON', () => {
  expect(() => move('{ "dependencies": }')).toThrow(SyntaxError);
});
