import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { BrowserPage } from './browser-page.ts';
import { shopFolder } from './paths.ts';

const START_TIMEOUT_MS = 20_000;

export interface TestShop {
  url: string;
  /** Everything its API has written to the console. */
  output(): string;
  close(): Promise<void>;
}

/** Starts the built shop on a free port. Rejects with its output when it does not come up. */
export async function startShop(dsn: string | undefined): Promise<TestShop> {
  const { VEDETTE_DSN: _, ...env } = process.env;
  const child = spawn(process.execPath, [path.join(shopFolder, 'dist/api/server.js')], {
    env: { ...env, PORT: '0', ...(dsn !== undefined && { VEDETTE_DSN: dsn }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`the shop ${why}\n${output}`));
    };
    const timer = setTimeout(fail, START_TIMEOUT_MS, 'does not start');
    const read = (chunk: string) => {
      output += chunk;
      const [, address] = /The shop is open: (\S+)/.exec(output) ?? [];
      if (address) {
        clearTimeout(timer);
        resolve(address);
      }
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('close', () => fail('ended'));
  });
  return {
    url,
    output: () => output,
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Puts a product into the cart and presses Buy. */
async function buy(tab: BrowserPage, product: string): Promise<void> {
  await tab.click({ role: 'link', name: 'Northlight' });
  await tab.click({ role: 'button', name: `Add ${product}` });
  await tab.click({ role: 'link', name: 'Cart' });
  await tab.click({ role: 'button', name: 'Buy' });
}

/** A purchase that goes well, from the front page to the thanks. */
export async function buySomething(tab: BrowserPage): Promise<void> {
  await buy(tab, 'Enamel mug');
  await tab.see({ role: 'status' }, 'is on its way');
}

/** The purchase that fails on the server, up to the sentence the shop has for it. */
export async function buyTheLantern(tab: BrowserPage): Promise<void> {
  await buy(tab, 'Lantern');
  await tab.see({ role: 'alert' }, 'payment was declined');
}
