import { type BrowserOptions, type Client, init as initBrowser, setContext } from '@vedette/browser';
import { version } from 'react';
import { ignoreReplays } from './development-replays.ts';

/** Starts monitoring a React application in the browser; everything else is as in `@vedette/browser`. */
export function init(options: BrowserOptions = {}): Client | undefined {
  const client = initBrowser(options, 'vedette.javascript.react');
  setContext('react', { version });
  if (client && version < '19') {
    ignoreReplays(client);
  }
  return client;
}
