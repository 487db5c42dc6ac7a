import type { Client } from '@vedette/core';
import type { ResolvedNodeOptions } from './options.ts';

/** Names this machine on every event that does not say itself where it is from, unless `includeServerName` is `false`. */
export function tellServerName(client: Client, { serverName, includeServerName }: ResolvedNodeOptions): void {
  if (includeServerName && serverName) {
    client.on('preprocessEvent', (event) => {
      event.server_name ??= serverName;
    });
  }
}
