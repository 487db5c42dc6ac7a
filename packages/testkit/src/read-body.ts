import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

const DECODERS: Record<string, (bytes: Buffer) => Promise<Buffer>> = {
  identity: async (bytes) => bytes,
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** A request's body as it came, to be passed on, and decoded, to be read. Rejects when it cannot be decoded. */
export async function readBody(request: IncomingMessage): Promise<{ raw: Buffer; body: Buffer }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const raw = Buffer.concat(chunks);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const decode = DECODERS[encoding];
  if (!decode) {
    throw new Error(`unknown content encoding ${encoding}`);
  }
  return { raw, body: await decode(raw) };
}
