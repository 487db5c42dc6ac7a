import { channel } from 'node:diagnostics_channel';
import { guard } from '@vedette/core';

/**
 * Listens to a diagnostics channel; returns what stops it. What is returned also keeps the channel from being collected
 * as long as nobody else has asked for it, which the module's own `subscribe` does only from Node 18.7 on.
 */
export function hear<Message>(name: string, listener: (message: Message) => void): () => void {
  const spoken = channel(name);
  const guarded = (message: unknown): void => guard(() => listener(message as Message));
  spoken.subscribe(guarded);
  return () => void spoken.unsubscribe(guarded);
}
