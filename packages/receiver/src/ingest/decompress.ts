import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { type Refusal, refuse } from './refusal.ts';

type Decompressor = (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

/**
 * Undoes a `Content-Encoding`, stopping at `maxBytes` of output whatever the input promises. Refuses with 415 an
 * encoding this Node.js does not know (zstd came with 22.15), 413 what grows too large and 400 what is broken.
 */
export async function decompress(body: Uint8Array, encoding: string, maxBytes: number): Promise<Uint8Array | Refusal> {
  if (encoding === '' || encoding === 'identity') {
    return body;
  }
  const decompressor = decompressors.get(encoding);
  if (!decompressor) {
    return refuse(415, `content encoding ${encoding.slice(0, 40)} is not supported`);
  }
  try {
    return await decompressor(body, { maxOutputLength: maxBytes });
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? refuse(413, `the body is larger than ${maxBytes} bytes after decompression`)
      : refuse(400, `the body is not valid ${encoding}`);
  }
}

const gunzip: Decompressor = promisify(zlib.gunzip);
const inflate: Decompressor = promisify(zlib.inflate);
const inflateRaw: Decompressor = promisify(zlib.inflateRaw);
const brotli: Decompressor = promisify(zlib.brotliDecompress);

const decompressors = new Map<string, Decompressor>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  // Some clients send the bare stream: the low half of a zlib header's first byte is always 8 (RFC 1950, 2.2).
  ['deflate', (body, options) => (((body[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(body, options)],
  ['br', brotli],
  ...zstdWhereKnown(),
]);

function zstdWhereKnown(): Array<[string, Decompressor]> {
  const found: unknown = Reflect.get(zlib, 'zstdDecompress');
  return typeof found === 'function' ? [['zstd', promisify(found as typeof zlib.gunzip)]] : [];
}
