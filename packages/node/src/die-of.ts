import type { Client } from '@vedette/core';
import type { NodeOptions } from './options.ts';

/** Ends the process as an error would that nobody caught, where the host has asked for that: says so, and sends what waits. */
export function dieOf(error: unknown, client: Client): void {
  console.error(error);
  const { shutdownTimeout } = client.getOptions() as NodeOptions;
  client.flush(shutdownTimeout).then(() => process.exit(1));
}
