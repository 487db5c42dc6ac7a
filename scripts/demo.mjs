/**
 * Shows a real failure end to end: a shop, monitored by our packages, sends to our receiver.
 *
 *   npm run demo                   starts both and says where to click; Ctrl-C ends them
 *   npm run demo -- --headless     clicks by itself, prints the issue it made, and fails if anything is missing
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { missing } from './demo/expectations.mjs';
import { findings } from './demo/findings.mjs';
import { printFindings } from './demo/print-findings.mjs';
import { startServices } from './demo/services.mjs';
import { buyTheLantern } from './demo/shopper.mjs';
import { root } from './lib/run.mjs';
import { setUp } from './setup.mjs';

const isReady = await setUp();
if (!isReady) {
  process.exitCode = 1;
} else if (process.argv.includes('--headless')) {
  // The programs that were started keep us from ending by ourselves; they end with us.
  process.exit((await headless()) ? 0 : 1);
} else {
  console.log(await interactive().catch((error) => error.message));
  process.exit(1);
}

/** Resolves with a sentence when one of the programs ends; that it runs on is the ordinary case. */
async function interactive() {
  const folder = path.join(root, '.vedette');
  await mkdir(folder, { recursive: true });
  const { shopUrl, receiverUrl, ended } = await startServices({ database: path.join(folder, 'demo.db') });
  console.log(`
  the shop      ${shopUrl}
  the receiver  ${receiverUrl}

Open both. In the shop:

1. Add the Lantern, open the cart and press Buy. The shop says that the payment was declined. The receiver then has two
   issues of one trace: what the browser threw, and on the server the CheckoutError with the TypeError that caused it,
   each with its original source line, what was clicked before, and how long everything took.
2. Open the Hammock. Its page cannot be shown, an ErrorBoundary shows a notice in its place, and the receiver has the
   error with the components it happened in.
3. Buy anything else. It works, and the receiver has nothing new to say.

Ctrl-C ends both.`);
  return ended;
}

async function headless() {
  const folder = await mkdtemp(path.join(tmpdir(), 'vedette-demo-'));
  try {
    const { shopUrl, receiverUrl } = await startServices({ database: path.join(folder, 'demo.db') });
    const found = await buyTheLantern(shopUrl, () => findings(receiverUrl));
    printFindings(found);
    const absent = missing(found);
    console.log(
      absent.length === 0
        ? '\nEverything is there.'
        : `\nThe demo failed. Missing:\n${absent.map((sentence) => `- ${sentence}`).join('\n')}`,
    );
    return absent.length === 0;
  } catch (error) {
    console.log(`\nThe demo failed: ${error.message}`);
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
