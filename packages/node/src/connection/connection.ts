import type { Socket } from 'node:net';
import { createAnswerReader } from './answer-reader.ts';
import { ANSWER_TIMEOUT_MS, type Post } from './post.ts';

export interface Connection {
  /** Writes a request, with its head in front. To be called only when the one before is over. */
  post(post: Post, head: string): void;
  /** Whether nothing says that the other end may have closed it by now. */
  isFresh(): boolean;
  close(): void;
}

export interface ConnectionListener {
  /** The request is over, and another may be made. */
  onFree(): void;
  /** There will be none any more. */
  onClosed(): void;
}

/**
 * Makes requests on one socket, one after the other: each is written when the answer to the one before was read. `ready`
 * names the event with which the socket can be written to. The socket does not keep the process alive.
 */
export function createConnection(
  socket: Socket,
  ready: 'connect' | 'secureConnect',
  { onFree, onClosed }: ConnectionListener,
): Connection {
  let isReady = false;
  let isClosed = false;
  let isBusy = false;
  /** Its answer has not come. */
  let current: Post | undefined;
  let currentHead = '';
  let freshUntil = Number.POSITIVE_INFINITY;

  const fail = (error: Error): void => {
    if (!isClosed) {
      isClosed = true;
      clearTimeout(timer);
      socket.destroy();
      const lost = current;
      current = undefined;
      onClosed();
      lost?.failed(error);
    }
  };
  /** What is thrown while an answer is read must not reach the host. */
  const orFail = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      fail(error as Error);
    }
  };

  // One for all requests, because setting one up each time costs more than a request should.
  const timer = setTimeout(() => isBusy && fail(new Error('no answer in time')), ANSWER_TIMEOUT_MS).unref();

  const read = createAnswerReader({
    onHead(answer) {
      if (!current) {
        throw new Error('nobody asked');
      }
      const answered = current;
      current = undefined;
      answered.answered(answer);
    },
    onEnd(keepAliveMs) {
      isBusy = false;
      freshUntil = performance.now() + keepAliveMs;
      // A backend that answers before it has read everything will not read what follows either.
      if (keepAliveMs > 0 && socket.writableLength === 0) {
        onFree();
      } else {
        fail(new Error('closed'));
      }
    },
  });

  const onWritten = (error?: Error | null): void => {
    if (!error) {
      current?.left();
    }
  };

  const write = (): void => {
    const { body = '' } = current ?? {};
    if (typeof body === 'string') {
      // One text is one system call.
      socket.write(currentHead + body, onWritten);
    } else {
      socket.cork();
      socket.write(currentHead);
      socket.write(body, onWritten);
      socket.uncork();
    }
  };

  socket
    .unref()
    .on('data', (chunk: Buffer) => orFail(() => read(chunk)))
    .on('error', fail)
    .on('end', () => fail(new Error('the connection ended')))
    .on('close', () => fail(new Error('the connection was closed')))
    .once(ready, () =>
      orFail(() => {
        isReady = true;
        // It may have got another handle since.
        socket.unref();
        write();
      }),
    );

  return {
    post(post, head) {
      current = post;
      currentHead = head;
      isBusy = true;
      timer.refresh();
      if (isReady) {
        orFail(write);
      }
    },
    isFresh: () => performance.now() < freshUntil,
    close: () => fail(new Error('closed')),
  };
}
