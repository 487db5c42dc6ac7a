/**
 * Chromium by its own protocol, over a pipe. Tools that drive browsers for tests switch on what an inspector listens to, and
 * with that Chromium parses a script again for the lines of each error that the page makes: milliseconds that no visitor
 * pays.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromiumFlags, findChromium } from '../../scripts/browser.mjs';

/** Starts it; `openPage()` gives a page in a process of its own. */
export async function startChromium() {
  const profile = await mkdtemp(path.join(tmpdir(), 'bench-chromium-'));
  const executablePath = await findChromium({ say: () => {} });
  const flags = [...chromiumFlags, '--headless', '--no-default-browser-check', '--remote-debugging-pipe'];
  const child = spawn(executablePath, [...flags, `--user-data-dir=${profile}`, '--no-startup-window'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const { send, onLoaded, end } = speak(child.stdio[3], child.stdio[4]);
  // Who waits for a browser that has died would wait forever.
  gone.then(() => end(new Error('the browser has died')));
  return {
    openPage: () => openPage(send, onLoaded),
    async close() {
      await send('Browser.close').catch(() => {});
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * A page in a context of its own. `open(url)` waits until it is loaded, `evaluate(run, argument)` for what a function
 * returns that sees nothing but its argument, `send` says something of the protocol to the page.
 */
async function openPage(sendTo, onLoaded) {
  const { browserContextId } = await sendTo('Target.createBrowserContext');
  const { targetId } = await sendTo('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await sendTo('Target.attachToTarget', { targetId, flatten: true });
  const send = (method, params) => sendTo(method, params, sessionId);
  await send('Page.enable');
  return {
    send,
    async open(url) {
      const loaded = onLoaded(sessionId);
      // It may fail while another answer is waited for.
      loaded.catch(() => {});
      const { errorText } = await send('Page.navigate', { url });
      if (errorText) {
        throw new Error(`${url}: ${errorText}`);
      }
      await loaded;
    },
    async evaluate(run, argument) {
      const expression = `(${run})(${JSON.stringify(argument)})`;
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result.value;
    },
    close: () => sendTo('Target.disposeBrowserContext', { browserContextId }),
  };
}

/** Messages are JSON with a zero behind it; each has a number, which its answer has too. */
function speak(toBrowser, fromBrowser) {
  const waiting = new Map();
  const loading = new Map();
  let lastId = 0;
  let unread = '';

  // A pipe to a browser that has died tells so; its end does that too.
  toBrowser.on('error', () => {});
  fromBrowser.setEncoding('utf8').on('data', (text) => {
    const messages = (unread + text).split('\0');
    unread = messages.pop();
    for (const { id, method, sessionId, result, error } of messages.map((message) => JSON.parse(message))) {
      if (method === 'Page.loadEventFired') {
        loading.get(sessionId)?.[0]();
      }
      const [resolve, reject] = waiting.get(id) ?? [];
      waiting.delete(id);
      if (error) {
        reject(new Error(error.message));
      } else {
        resolve?.(result);
      }
    }
  });
  return {
    send: (method, params = {}, sessionId = undefined) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, [resolve, reject]);
        toBrowser.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
      }),
    onLoaded: (sessionId) =>
      new Promise((...settle) => {
        loading.set(sessionId, settle);
      }),
    /** Nothing comes any more: whatever is waited for fails. */
    end(error) {
      for (const [, reject] of [...waiting.values(), ...loading.values()]) {
        reject(error);
      }
    },
  };
}
