import { expect, it } from 'vitest';
import { bodyBytes, declaredBytes } from './body-bytes.ts';

it.each([
  ['a text', 'abc', 3],
  ['a text beyond ASCII', 'ä€😀', 9],
  ['an empty text', '', 0],
  ['parameters', new URLSearchParams({ a: 'ä' }), 8],
  ['a file', new Blob(['abcd']), 4],
  ['a buffer', new ArrayBuffer(5), 5],
  ['a part of a buffer', new Uint8Array(new ArrayBuffer(5), 1, 2), 2],
  ['nothing', undefined, undefined],
  ['null', null, undefined],
  ['a form, which is known only when it is sent', new FormData(), undefined],
  ['a stream', new ReadableStream(), undefined],
  ['what becomes a text only when it is sent', new Map([[1, 2]]), undefined],
])('the bytes of %s are known as far as they can be', (_, body, bytes) => {
  expect(bodyBytes(body)).toBe(bytes);
});

it.each([
  ['12', 12],
  ['0', 0],
  ['', undefined],
  [null, undefined],
])('a head that says %j declares %s bytes', (header, bytes) => {
  expect(declaredBytes(header)).toBe(bytes);
});
