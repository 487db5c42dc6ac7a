import type { Client } from '../types/client.ts';

/** A class of clients, in whose place a function does. */
export type ClientClass<O> = new (options: O) => Client;

/** A function that makes clients as something to put `new` before. */
export function asClass<O>(create: (options: O) => Client): ClientClass<O> {
  // biome-ignore lint/complexity/useArrowFunction: there is no `new` for arrow functions
  return function (options: O) {
    return create(options);
  } as unknown as ClientClass<O>;
}
