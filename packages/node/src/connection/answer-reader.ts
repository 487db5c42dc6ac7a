/** An answer of HTTP/1.1, without its body. Names of headers are in lower case. */
interface Answer {
  statusCode: number;
  headers: Record<string, string>;
}

export interface AnswerListener {
  /** The head of the answer is there. */
  onHead(answer: Answer): void;
  /** All of it was read. `keepAliveMs`: how long the connection can still be used; 0 when it cannot. */
  onEnd(keepAliveMs: number): void;
}

/** Bytes that the head of an answer, or a line in its body, may have; as many as Node's own parser takes. */
const MAX_HEAD_BYTES = 16 * 1024;
/** Nobody reads the body of an answer. Beyond this many bytes a new connection is cheaper than the rest of it. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Takes bytes from a place on; returns the place after what it took, or -1 when it needs more of them at once. */
type Step = (bytes: Buffer, at: number) => number;

/**
 * Reads the answers to requests that are made one after the other on a connection: their heads, and of their bodies where
 * they end. Returns what takes the bytes as they come; it throws when they are no such answer, and is then of no use.
 */
export function createAnswerReader({ onHead, onEnd }: AnswerListener): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  let bodyBytes = 0;
  /** Bytes of the body, or of a part of it, that are still to come. */
  let left = 0;
  let keepAliveMs = 0;
  let isOver = false;

  const head: Step = (bytes, at) => {
    const end = bytes.indexOf('\r\n\r\n', at);
    if (end < 0) {
      return -1;
    }
    const answer = parseHead(bytes.toString('latin1', at, end));
    // Such as "continue": the answer itself follows.
    if (answer.statusCode >= 200) {
      step = bodyOf(answer);
      isOver = step === head;
      onHead(answer);
    }
    return end + 4;
  };

  const bodyOf = ({ statusCode, headers, isKept }: ParsedHead): Step => {
    const length = headers['content-length'] ?? '0';
    const isChunked = /\bchunked$/i.test(headers['transfer-encoding'] ?? '');
    const hasEnd = headers['content-length'] !== undefined || isChunked || statusCode === 204 || statusCode === 304;
    keepAliveMs = isKept && hasEnd ? keepAliveOf(headers['keep-alive']) : 0;
    if (!/^\d{1,15}$/.test(length)) {
      throw new Error(`no length: ${length}`);
    }
    left = Number(length);
    bodyBytes = 0;
    if (statusCode === 204 || statusCode === 304) {
      return head;
    }
    return isChunked ? chunkSize : hasEnd ? (left > 0 ? body : head) : untilClosed;
  };

  const body: Step = (bytes, at) => {
    const taken = take(bytes, at);
    isOver = left === 0;
    return taken;
  };

  const chunkSize: Step = (bytes, at) => {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) {
      return -1;
    }
    const size = /^[\da-f]{1,8}(?=[\s;]|$)/i.exec(bytes.toString('latin1', at, end))?.[0];
    if (!size) {
      throw new Error('no size of a chunk');
    }
    left = Number.parseInt(size, 16);
    step = left > 0 ? chunk : trailer;
    // Its line break is a part of a chunk.
    left += 2;
    return end + 2;
  };

  const chunk: Step = (bytes, at) => {
    const taken = take(bytes, at);
    step = left > 0 ? chunk : chunkSize;
    return taken;
  };

  const trailer: Step = (bytes, at) => {
    const end = bytes.indexOf('\r\n', at);
    isOver = end === at;
    return end < 0 ? -1 : end + 2;
  };

  const untilClosed: Step = (bytes) => bytes.length;

  const take = (bytes: Buffer, at: number): number => {
    const taken = Math.min(left, bytes.length - at);
    left -= taken;
    return at + taken;
  };

  let step = head;
  return (chunk) => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    rest = undefined;
    bodyBytes += chunk.length;
    if (bodyBytes > MAX_BODY_BYTES) {
      throw new Error('too long');
    }
    let at = 0;
    while (at < bytes.length && !isOver) {
      const next = step(bytes, at);
      if (next < 0) {
        if (bytes.length - at > MAX_HEAD_BYTES) {
          throw new Error('too long a head');
        }
        rest = bytes.subarray(at);
        return;
      }
      at = next;
    }
    if (at < bytes.length) {
      throw new Error('more than was asked for');
    }
    if (isOver) {
      isOver = false;
      step = head;
      onEnd(keepAliveMs);
    }
  };
}

interface ParsedHead extends Answer {
  /** Whether both ends want to go on with the connection. */
  isKept: boolean;
}

function parseHead(text: string): ParsedHead {
  const [first = '', ...lines] = text.split('\r\n');
  const [, minor, status] = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: |$)/.exec(first) ?? [];
  // Nobody asked for another protocol.
  if (!status || status === '101') {
    throw new Error('no answer of HTTP/1.1');
  }
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const isKept = minor === '1' && !/\bclose\b/i.test(headers.connection ?? '');
  return { statusCode: Number(status), headers, isKept };
}

/** A second less than the server says, because it is there earlier. For ever, when it says nothing. */
function keepAliveOf(hint: string | undefined): number {
  const [, seconds] = /\btimeout=(\d+)/i.exec(hint ?? '') ?? [];
  return seconds === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Number(seconds) - 1) * 1000;
}
