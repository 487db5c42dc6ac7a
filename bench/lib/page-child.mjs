/**
 * One contestant in a browser of its own: opens the page, lets it do what is measured, and prints the CPU time of its
 * main thread, and what it sent. Started by `pageOf`.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromiumFlags, findChromium } from '../../scripts/browser.mjs';
import { root } from '../../scripts/lib/run.mjs';
import { startPageServer } from './page-server.mjs';

/** After it a page has done what it put off: idle callbacks, and the end of the traced page load. */
const SETTLED_MS = 1500;

const [file, name, contestant] = process.argv.slice(2);
const [scenarios] = Object.values(await import(pathToFileURL(file).href));
const { run, times, tracing, swallow, unit } = scenarios.find((scenario) => scenario.name === name);

// Playwright belongs to the e2e workspace.
const { chromium } = createRequire(path.join(root, 'e2e', 'package.json'))('@playwright/test');
const server = await startPageServer({ contestant, tracing, swallow });
const executablePath = await findChromium({ say: () => {} });
const browser = await chromium.launch({ executablePath, args: chromiumFlags });
const page = await browser.newPage();
const failures = [];
page.on('pageerror', (error) => failures.push(error.message));

const cdp = await page.context().newCDPSession(page);
await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
const isWhole = unit === 'ms';

// The process of the page is warm, and the same one afterwards.
await page.goto(`${server.url}/blank`);
const atStart = await cpuMs();
await page.goto(server.url);
if (run && !isWhole) {
  // Compiled by then.
  await page.evaluate(run, Math.ceil(times / 4));
}
const atRun = isWhole ? atStart : await cpuMs();
if (run) {
  await page.evaluate(run, times);
}
if (isWhole) {
  await page.waitForTimeout(SETTLED_MS);
}
const ms = (await cpuMs()) - atRun;
await page.goto(`${server.url}/blank`);
await page.waitForTimeout(SETTLED_MS / 3);
if (failures.length > 0) {
  throw new Error(failures.join('\n'));
}
const time = isWhole ? ms : (ms * 1000) / times;
console.log(JSON.stringify({ time, sentKb: server.sentBytes() / 1000, requests: server.requests() }));
await browser.close();
process.exit(0);

async function cpuMs() {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === 'TaskDuration').value * 1000;
}
