/** The shop of the workspace, for examples that stand beside it. */
import path from 'node:path';
import { freePort } from '../demo/free-port.mjs';
import { getJson } from '../demo/services.mjs';
import { root } from '../lib/run.mjs';
import { startLine } from './shell.mjs';

const SHOP = path.join(root, 'examples', 'shop');

/** Starts it with the stock of the service at `url`; it reports to the same receiver. */
export async function startTheShop({ dsn, url: stock }) {
  const port = await freePort(0);
  const url = `http://127.0.0.1:${port}`;
  const program = startLine(
    `VEDETTE_DSN=${dsn} PORT=${port} STOCK_URL=${stock} exec "${process.execPath}" dist/api/server.js`,
    SHOP,
  );
  await program.untilReady(() => getJson(`${url}/api/products`).catch(() => undefined));
  return { url, end: program.end };
}
