import { describe, expect, test } from 'vitest';
import { encodeAck, encodeRecord, readRecords } from './record.ts';

const texts = (bytes: Buffer): string[] => readRecords(bytes).records.map(({ body }) => body.toString());
const three = [
  encodeRecord(1, 10, 'one'),
  encodeRecord(2, 20, Buffer.from([0xff, 0x0a, 0x00])),
  encodeRecord(3, 30, 'äöü'),
];

test('records come back as they were written, in order, with their time', () => {
  const { records, corrupt } = readRecords(Buffer.concat(three));
  expect(records.map(({ id, atMs, body }) => [id, atMs, [...body].length])).toEqual([
    [1, 10, 3],
    [2, 20, 3],
    [3, 30, 6],
  ]);
  expect(corrupt).toBe(0);
});

test('what was acknowledged does not come back', () => {
  expect(texts(Buffer.concat([...three, Buffer.from(encodeAck(1) + encodeAck(3))]))).toHaveLength(1);
});

test('an empty file is no damage', () => {
  expect(readRecords(Buffer.alloc(0))).toEqual({ records: [], corrupt: 0 });
});

test('however a file is torn, the records before the tear are there and it is counted once', () => {
  const whole = Buffer.concat([encodeRecord(1, 10, 'one'), encodeRecord(2, 20, 'a\nlonger\n{"one":1}')]);
  const first = encodeRecord(1, 10, 'one').length;
  for (let length = first + 1; length < whole.length - 1; length++) {
    expect([texts(whole.subarray(0, length)), readRecords(whole.subarray(0, length)).corrupt]).toEqual([['one'], 1]);
  }
});

test('after whatever damage in the middle the records behind it are read', () => {
  const [before, damaged, after] = [
    encodeRecord(1, 1, 'before'),
    encodeRecord(2, 2, 'in the middle'),
    encodeRecord(3, 3, 'after'),
  ];
  for (let at = 0; at < damaged.length; at++) {
    const bytes = Buffer.concat([before, damaged, after]);
    bytes[before.length + at] = (bytes[before.length + at] as number) ^ 0x15;
    const found = texts(bytes);
    expect(found[0]).toBe('before');
    expect(found.at(-1)).toBe('after');
    expect(found.filter((text) => !['before', 'in the middle', 'after'].includes(text))).toEqual([]);
  }
});

test('what a power cut leaves as zeros is passed over', () => {
  const zeros = encodeRecord(2, 2, 'x'.repeat(500)).fill(0, 40);
  expect(readRecords(Buffer.concat([encodeRecord(1, 1, 'one'), zeros, encodeRecord(3, 3, 'three')]))).toMatchObject({
    records: [{ id: 1 }, { id: 3 }],
    corrupt: 1,
  });
});

describe('a checksum', () => {
  test('is wrong when one byte is, whichever', () => {
    for (let length = 1; length < 12; length++) {
      for (let at = 0; at < length; at++) {
        const record = encodeRecord(1, 1, 'abcdefghijkl'.slice(0, length));
        record[record.length - 2 - at] = 0x7a;
        expect(readRecords(record).records).toEqual([]);
      }
    }
  });

  test('is that of the bytes, not of the text', () => {
    expect(encodeRecord(1, 1, 'ä')).toEqual(encodeRecord(1, 1, Buffer.from('ä')));
  });
});
