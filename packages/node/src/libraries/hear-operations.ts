import { type Span, undoAll } from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import { hear } from '../instrument/hear.ts';
import { scopesWith } from '../scopes-with.ts';

/** What is told of an operation after its start. */
export interface FollowedOperation {
  span?: Span | undefined;
  /** The scopes it was started in. */
  scopes: object | undefined;
  failed(): void;
  ended(result?: unknown): void;
}

/** What Node adds to the message of a traced operation. */
interface Traced {
  result?: unknown;
  error?: unknown;
}

/**
 * Follows what a library tells on a tracing channel of Node's: from `start` to `end`, or to `asyncEnd` if it goes on.
 * Callbacks find the scopes of their caller again, which a shared connection loses. Returns the undo.
 *
 * Until the library first speaks, one of the five parts of the channel is listened to: each costs 10 us of every start.
 *
 * `isSync`: the operation is over at `end` unless it gave a promise. `nests`: what it starts becomes a child of its span.
 */
export function hearOperations<Message extends object>(
  name: string,
  begin: (message: Message) => FollowedOperation | undefined,
  { isSync = false, nests = false } = {},
): () => void {
  const underWay = new WeakMap<Message, FollowedOperation>();
  const stops: Array<() => void> = [];
  const part = (event: string): string => `tracing:${name}:${event}`;

  // Taken out, or it would stay until the next full collection.
  const end = (message: Message & Traced): void => {
    const operation = underWay.get(message);
    underWay.delete(message);
    operation?.ended(message.result);
  };

  const hearTheRest = (): void => {
    stops.push(
      hear<Message & Traced>(part('error'), (message) => underWay.get(message)?.failed()),
      hear<Message & Traced>(part('end'), (message) => {
        // What has failed by now threw at once, and nothing more is told of it.
        if (message.error !== undefined || (isSync && 'result' in message)) {
          end(message);
        }
      }),
      hear<Message & Traced>(part('asyncEnd'), end),
      nodeContext().bind<Message>(part('asyncStart'), (message, here) => {
        const operation = underWay.get(message);
        return operation ? operation.scopes : here;
      }),
    );
  };

  const start = (message: Message): FollowedOperation | undefined => {
    if (stops.length === 1) {
      hearTheRest();
    }
    const operation = begin(message);
    if (operation) {
      underWay.set(message, operation);
    }
    return operation;
  };

  stops.push(
    nests
      ? nodeContext().bind<Message>(part('start'), (message, here) => {
          const span = start(message)?.span;
          return span ? scopesWith(span) : here;
        })
      : hear<Message>(part('start'), start),
  );
  return undoAll(stops);
}
