/**
 * What we cost a page in Chromium, beside the peer: the main thread's CPU time, each contestant in a fresh process of the
 * browser, in turns. Bare is the same page without an SDK; all figures are those above it.
 *
 * Bundles are minified, with the condition `production`. What leaves goes to a server on this machine, which counts.
 */
import { isQuick } from './lib/mode.mjs';
import { pageOf } from './lib/page-of.mjs';

/** Clicks on buttons in turn, each with a listener that does next to nothing, as deep as in an ordinary page. */
function click(times) {
  const buttons = [...document.querySelectorAll('button')];
  for (let index = 0; index < times; index += 1) {
    buttons[index % buttons.length].click();
  }
}

/** Requests to the page's own server, one after the other, while the page load is being traced. */
async function request(times) {
  for (let index = 0; index < times; index += 1) {
    await (await fetch(`/answer?${index}`)).text();
  }
}

/** Errors with a stack of thirty calls, of which each says something new. */
async function capture(times) {
  Error.stackTraceLimit = 30;
  const fail = (depth, index) => (depth === 0 ? new Error(`failure ${index}`) : fail(depth - 1, index));
  for (let index = 0; index < times; index += 1) {
    const error = fail(30, index);
    window.sdk?.captureException(error);
    // No more at once than a peer's queue holds: it drops what is above.
    if (index % 20 === 19) {
      await window.sdk?.flush(2000);
    }
  }
}

/**
 * Somebody uses the page: each time a click that changes what is shown, every fifth time a request, every tenth a line
 * on the console, every hundredth another address and an error that the application reports.
 */
async function use(times) {
  const buttons = [...document.querySelectorAll('button')];
  const list = document.querySelector('ul');
  for (let index = 0; index < times; index += 1) {
    buttons[index % buttons.length].click();
    list.append(Object.assign(document.createElement('li'), { textContent: `item ${index}` }));
    if (index % 5 === 0) {
      await (await fetch(`/answer?${index}`)).text();
    }
    if (index % 10 === 0) {
      console.log('used', index);
    }
    if (index % 100 === 99) {
      history.pushState(null, '', `/screen/${index}`);
      window.sdk?.captureException(new Error(`failure ${index}`));
    }
  }
}

const TRACING = { tracing: true };

const page = (name, title, more) => pageOf(import.meta.url, { name, title, ...more });

/** What is promised, and so measured even when it is to be quick. */
const promised = [
  page('start', 'script and init', { unit: 'ms' }),
  page('start-tracing', 'script and init with tracing', { unit: 'ms', ...TRACING }),
  page('click', 'a click', { run: click, times: 5000 }),
  page('fetch', 'a fetch with tracing', { run: request, times: 400, ...TRACING }),
  page('capture', 'a capture, swallowed', { run: capture, times: 400, swallow: true }),
];

const beyond = [
  page('click-tracing', 'a click with tracing', { run: click, times: 5000, ...TRACING }),
  page('use', 'a page with 500 interactions, with tracing, from its load until it was left', {
    run: use,
    times: 500,
    unit: 'ms',
    ...TRACING,
  }),
];

export const browser = isQuick ? promised : [...promised, ...beyond];
