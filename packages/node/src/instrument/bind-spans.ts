import type { Span } from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import { scopesWith } from '../scopes-with.ts';

/**
 * Makes spans the active ones inside of what a tracing channel brackets, for the packages of web frameworks: `spanOf` is
 * asked when it begins (`name` ends in `:start`), and where it knows none, or throws, all stays as it is. Nothing happens on
 * a Node without such channels. Of several for one name the last holds. Returns the undo.
 */
export function bindSpans<Message>(name: string, spanOf: (message: Message) => Span | undefined): () => void {
  return nodeContext().bind<Message>(name, (message, here) => {
    const span = spanOf(message);
    return span ? scopesWith(span) : here;
  });
}
