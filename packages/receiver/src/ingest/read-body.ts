import type { IncomingMessage } from 'node:http';
import type { ByteBudget } from './byte-budget.ts';
import { decompress } from './decompress.ts';
import { type Refusal, refuse } from './refusal.ts';

export interface BodyLimits {
  /** Of one body, compressed and after. */
  maxBytes: number;
  /** Of all bodies being worked on. */
  budget: ByteBudget;
}

/**
 * Reads and decompresses a body and hands it to `use`; its bytes count against the budget until that is done. Refuses
 * with 413 what is too large (having read no further), 503 when too many are under way, 400 what breaks off.
 */
export async function withBody<T>(
  request: IncomingMessage,
  { maxBytes, budget }: BodyLimits,
  use: (body: Uint8Array) => Promise<T>,
): Promise<T | Refusal> {
  let taken = 0;
  const take = (bytes: number): boolean => {
    const granted = budget.take(bytes);
    taken += granted ? bytes : 0;
    return granted;
  };
  try {
    const compressed = await readBytes(request, maxBytes, take);
    if (!(compressed instanceof Uint8Array)) {
      return compressed;
    }
    const encoding = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
    const body = await decompress(compressed, encoding, maxBytes);
    if (!(body instanceof Uint8Array)) {
      return body;
    }
    return body === compressed || take(body.length) ? await use(body) : overloaded();
  } finally {
    budget.give(taken);
  }
}

function readBytes(
  request: IncomingMessage,
  maxBytes: number,
  take: (bytes: number) => boolean,
): Promise<Uint8Array | Refusal> {
  const tooLarge = refuse(413, `the body is larger than ${maxBytes} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    return Promise.resolve(tooLarge);
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Uint8Array | Refusal): void => {
      request.off('data', onData).off('end', onEnd).off('close', onBreak);
      request.pause();
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBytes) {
        finish(tooLarge);
      } else if (!take(chunk.length)) {
        finish(overloaded());
      }
    };
    const onEnd = (): void => finish(Buffer.concat(chunks, size));
    const onBreak = (): void => finish(refuse(400, 'the body broke off'));
    // An aborted request emits `error` too; the listener stays, for without one it would end the process.
    request.on('error', onBreak).on('data', onData).on('end', onEnd).on('close', onBreak);
  });
}

function overloaded(): Refusal {
  return refuse(503, 'too many bodies at once; try again');
}
