/**
 * Measures a page in Chromium: in each round every contestant's page in a process of its own, in turns, lets it do what is
 * measured, and prints the CPU time of its main thread, and what it sent. Started by `pageOf`. Arguments: the file of the
 * scenario, its name, how many rounds, and milliseconds after which no round is begun.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { startChromium } from './chromium.mjs';
import { startPageServer } from './page-server.mjs';

/** After it a page has done what it put off: idle callbacks, and the end of the traced page load. */
const SETTLED_MS = 1500;

const [file, name, rounds, budgetMs] = process.argv.slice(2);
const [scenarios] = Object.values(await import(pathToFileURL(file).href));
const { run, times, tracing, swallow, unit, contestants } = scenarios.find((scenario) => scenario.name === name);
const isWhole = unit === 'ms';

const browser = await startChromium();
const servers = await Promise.all(contestants.map((contestant) => startPageServer({ contestant, tracing, swallow })));

const endMs = performance.now() + Number(budgetMs);
for (let round = 0; round < Number(rounds) && (round === 0 || performance.now() < endMs); round += 1) {
  const opened = [];
  for (const server of servers) {
    opened.push(await openPage(server));
  }
  if (isWhole) {
    await opened[0].settle();
  }
  const taken = [];
  for (const { measure } of opened) {
    taken.push(await measure());
  }
  const sent = await Promise.all(opened.map(({ leave }) => leave()));
  for (const [index, contestant] of contestants.entries()) {
    console.log(JSON.stringify({ contestant, time: taken[index], ...sent[index] }));
  }
}
await browser.close();
process.exit(0);

/** Opens it in a context of its own, hence a process of its own, and lets it do what is measured. */
async function openPage(server) {
  const page = await browser.openPage();
  await page.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpuMs = async () => {
    const { metrics } = await page.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration').value * 1000;
  };

  const [sentBefore, requestsBefore] = [server.sentBytes(), server.requests()];
  // The process of the page is warm, and the same one afterwards.
  await page.open(`${server.url}/blank`);
  const atStart = await cpuMs();
  await page.open(server.url);
  if (run && !isWhole) {
    // Compiled by then.
    await page.evaluate(run, Math.ceil(times / 4));
  }
  const atRun = isWhole ? atStart : await cpuMs();
  if (run) {
    await page.evaluate(run, times);
  }
  const atEnd = isWhole ? undefined : await cpuMs();
  return {
    settle: () => wait(SETTLED_MS),
    async measure() {
      const ms = (atEnd ?? (await cpuMs())) - atRun;
      const hasStarted = await page.evaluate(() => typeof window.sdk === 'object');
      if (hasStarted !== server.hasSdk) {
        throw new Error('the SDK did not start');
      }
      return isWhole ? ms : (ms * 1000) / times;
    },
    /** Leaves the page, which is when some of it is sent. */
    async leave() {
      await page.open(`${server.url}/blank`);
      await wait(SETTLED_MS / 3);
      await page.close();
      return { sentKb: (server.sentBytes() - sentBefore) / 1000, requests: server.requests() - requestsBefore };
    },
  };
}
