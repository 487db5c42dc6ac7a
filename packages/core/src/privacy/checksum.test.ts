import { expect, test } from 'vitest';
import { hasValidChecksum } from './checksum.ts';

test.each([
  '4111111111111111',
  '4222222222222',
  '5555-5555-5555-4444',
  '3782 822463 10005',
  '30569309025904',
  '6200000000000000000',
  'DE89 3704 0044 0532 0130 00',
  'GB82WEST12345698765432',
  'NO9386011117947',
  'MT84MALT011000012345MTLCAST001S',
])('%s can exist', (number) => {
  expect(hasValidChecksum(number)).toBe(true);
});

test.each([
  '4111111111111112',
  '4111111111111101',
  '000000000000',
  'DE88370404400532013000',
  'GB82TEST12345698765432',
  'DE8937040044',
  'AB67CDEF1234',
  '',
])('%s cannot', (number) => {
  expect(hasValidChecksum(number)).toBe(false);
});
