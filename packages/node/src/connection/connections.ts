import type { Socket } from 'node:net';
import { type Connection, createConnection } from './connection.ts';
import { MAX_CONNECTIONS, type Post } from './post.ts';

/** How sockets to a backend are opened. */
export interface SocketSource {
  open(): Socket;
  /** The event with which a socket can be written to. */
  ready: 'connect' | 'secureConnect';
}

/**
 * Makes requests to one backend over a few connections, which are opened as they are needed and kept. What finds none free
 * waits for the next. Not pipelined: what a connection loses is then one request and not many.
 */
export function createConnections({ open, ready }: SocketSource): (post: Post, head: string) => void {
  /** The one used last is used next, so that those that are not needed are closed by the other end. */
  const free: Connection[] = [];
  const waiting: Array<[Post, string]> = [];
  let count = 0;

  const add = (post: Post, head: string): void => {
    let socket: Socket;
    try {
      socket = open();
    } catch (error) {
      post.failed(error as Error);
      return;
    }
    count += 1;
    const connection: Connection = createConnection(socket, ready, {
      onFree() {
        const next = waiting.shift();
        if (next) {
          connection.post(...next);
        } else {
          free.push(connection);
        }
      },
      onClosed() {
        count -= 1;
        const at = free.indexOf(connection);
        if (at >= 0) {
          free.splice(at, 1);
        }
        const next = waiting.shift();
        if (next) {
          add(...next);
        }
      },
    });
    connection.post(post, head);
  };

  return (post, head) => {
    let connection = free.pop();
    while (connection && !connection.isFresh()) {
      connection.close();
      connection = free.pop();
    }
    if (connection) {
      connection.post(post, head);
    } else if (count < MAX_CONNECTIONS) {
      add(post, head);
    } else {
      waiting.push([post, head]);
    }
  };
}
