import { type Early, type LoaderStub, MAX_EARLY } from './cdn/queue.ts';

// Stands in the page before everything else, so every byte counts: under 1000 of them when minified. Its `script` says what to
// do: data-sdk (address), data-integrity, data-dsn, data-release, data-environment, data-lazy (load when first needed).

/** What may be called before the SDK is there; none of them has a result. */
const CALLS =
  'init captureException captureMessage captureEvent addBreadcrumb setUser setTag setTags setContext setExtra setExtras setConsent withScope showReportDialog addEventProcessor addIntegration onLoad forceLoad';

const own = document.currentScript as HTMLScriptElement;
const options = own.dataset;
let isAsked = options.lazy === undefined;
let isLoading = false;

const load = (): void => {
  if (isAsked && !isLoading) {
    isLoading = true;
    const script = document.createElement('script');
    script.src = options.sdk as string;
    script.crossOrigin = 'anonymous';
    script.integrity = options.integrity ?? '';
    script.nonce = own.nonce;
    document.head.append(script);
  }
};

const keep = (...early: Early): void => {
  if (stub.queue.length < MAX_EARLY) {
    stub.queue.push(early);
  } else {
    stub.lost++;
  }
  // What only describes the page can wait for something worth sending.
  isAsked ||= /^(e|u|c|f|sh)/.test(early[0]);
  load();
};

const hear = (event: Event): void => keep(event.type, event);
const EVENTS = ['error', 'unhandledrejection'];

const stub: LoaderStub = {
  queue: [],
  options,
  lost: 0,
  stop: () => EVENTS.map((type) => removeEventListener(type, hear)),
};
for (const name of CALLS.split(' ')) {
  (stub as unknown as Record<string, unknown>)[name] = (...data: unknown[]) => keep(name, ...data);
}
EVENTS.map((type) => addEventListener(type, hear));
Object.assign(window, { Vedette: stub, Sentry: stub });
load();
