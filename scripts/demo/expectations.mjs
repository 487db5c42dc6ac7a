/** What the demo must have shown, each as a sentence and a question. */
const EXPECTED = [
  ['two issues, one from the browser and one from the server', ({ issues }) => issues?.length === 2],
  [
    "the browser's issue says what the shop said",
    ({ browser }) => browser.issue.title.startsWith('Error: Order not taken'),
  ],
  ['its culprit names the Buy handler', ({ browser }) => /buy/.test(browser.issue.culprit)],
  [
    'its first frame is the original line of cart.tsx',
    ({ browser }) => isAt(browser.event.exceptions[0], 'src/web/screens/cart.tsx', 'throw new Error('),
  ],
  [
    'a breadcrumb of the click on Buy',
    ({ browser }) => hasCrumb(browser.event, 'ui.click', ({ message }) => message.includes('button.buy')),
  ],
  [
    'a breadcrumb of the request that failed',
    ({ browser }) => hasCrumb(browser.event, 'fetch', ({ data }) => data.status_code === 500),
  ],
  [
    "the server's issue is the CheckoutError",
    ({ server }) => server.issue.title.startsWith('CheckoutError: payment was declined'),
  ],
  ['its cause is the TypeError', ({ server }) => server.event.exceptions[1]?.type === 'TypeError'],
  [
    "the cause's first frame is the original line of payment.ts",
    ({ server }) => isAt(server.event.exceptions[1], 'src/api/payment.ts', 'price.currency'),
  ],
  ['both in one trace', ({ browser, server }) => browser.event.traceId === server.event.traceId],
  ["the server's span below the browser's request", ({ trace }) => isBelowTheRequest(trace)],
];

/** The sentences that do not hold; an expectation that cannot even be asked does not hold either. */
export function missing(found) {
  return EXPECTED.filter(([, holds]) => {
    try {
      return !holds(found);
    } catch {
      return true;
    }
  }).map(([sentence]) => sentence);
}

function isAt({ frames: [frame] }, file, code) {
  return frame.filename.endsWith(file) && frame.lineno > 0 && frame.context_line.includes(code);
}

function hasCrumb(event, category, matches) {
  return event.breadcrumbs.some((crumb) => crumb.category === category && matches(crumb));
}

function isBelowTheRequest({ spans }) {
  return spans.some(({ op, parentSpanId, platform }) => {
    const parent = spans.find(({ spanId }) => spanId === parentSpanId);
    return (
      op === 'http.server' && platform === 'node' && parent?.op === 'http.client' && parent.platform === 'javascript'
    );
  });
}
