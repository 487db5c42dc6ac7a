import type { Exception, Integration, StackFrame } from '@vedette/core';
import { isBotUserAgent } from '../crawler.ts';

/** What made an error that is no fault in the page's own code; the tag `noise` of its event. */
export type NoiseKind =
  /** A machine that reads pages, by what it calls itself. */
  | 'crawler'
  /** A script that was loaded from elsewhere without CORS: browsers tell nothing of it. */
  | 'cross_origin'
  /** A layout that needs another round, which browsers report as an error. */
  | 'resize_observer'
  /** A request that was called off. */
  | 'aborted_fetch'
  /** A part of the application that could not be loaded: mostly because a new version was deployed after the page was. */
  | 'chunk_load'
  /** HTML of the server that is not what the client makes. */
  | 'hydration'
  /** A script of an extension. */
  | 'extension'
  /** A script that something around the page put into it: the app that shows it, an extension, a person at the console. */
  | 'injected'
  /** A script of a site that is neither the page's nor that of the code that called `init`, nor in `allowUrls`. */
  | 'third_party';

/**
 * Tells errors that are no fault in the page's own code, by rules and not by likeness, and says so in the tag `noise`. Of
 * those that nobody caught a page load sends one of each kind; the others are dropped, counted as `event_processor`. What
 * the host captures itself is always sent, and with the option `disableErrorDefaults` everything is.
 */
export function noiseIntegration(): Integration {
  const sent = new Set<NoiseKind>();
  // Whoever calls `init` is the page's own code, also where that comes from another site. Its stack is not looked at before
  // there is an error: V8 parses the whole script again to know the lines, which takes as long as half of `init`.
  const start = new Error();
  return {
    name: 'Noise',
    processEvent(event, _hint, client) {
      const thrown = event.exception?.values?.at(-1);
      // On a server there is no page that others could disturb. Of a transaction nothing is asked, above all not that stack.
      if (!globalThis.location || !thrown) {
        return event;
      }
      const { allowUrls, disableErrorDefaults } = client.getOptions();
      // What `allowUrls` does not name is gone by now; and only the page's own build leaves debug ids.
      const ownUrls = allowUrls?.[0] || event.debug_meta ? '' : `${location.href}\n${start.stack}`;
      const kind = kindOf(thrown, ownUrls);
      if (kind) {
        event.tags = { ...event.tags, noise: kind };
        if (thrown.mechanism?.handled === false && sent.size === sent.add(kind).size && !disableErrorDefaults) {
          return null;
        }
      }
      return event;
    },
  };
}

/**
 * What is told by what was said, as `type: value @ line`: texts of browsers and libraries, whole enough to be nobody else's.
 * What the host throws has a line; else that is `undefined`.
 */
const SAID: Partial<Record<NoiseKind, RegExp>> = {
  cross_origin: /^Error: Script error\.? @ undefined/,
  resize_observer: /^Error: ResizeObserver loop .+ @ undefined/,
  // Chromium, Firefox, Safari. Other things are aborted as well, with other texts.
  aborted_fetch: /^AbortError: (signal|The operation|Fetch) (is|was) aborted/,
  // webpack, Vite; then modules in Chromium, Firefox and Safari.
  chunk_load:
    /^ChunkLoadError:|^Error: (Unable to preload CSS|Loading CSS chunk) |^TypeError: (.+ dynamically imported module|Importing a module script)/,
  // React minified and not, Angular. What else fails while a page hydrates is an error like others.
  hydration: /^Error: (Minified React error #4(18;|25;|2[23].+reactjs)|Hydration failed because|NG050)/,
  // Wallets in each other's way; a message to a part of an extension that is gone.
  extension:
    /^TypeError: .{0,9}redefine .{0,35}(solana|ethereum)|^Error: (Could not establish connection\. R|A listener indicated)/,
  // What apps that show pages, and ad blockers, put into them.
  injected: /(property|variable): (googletag|gmo|_Autofill\w+) |^Error: Java (exception was|object is) /,
  // What scans the links of mails for Outlook.
  crawler: /MethodName:simulateEvent/,
};

function kindOf({ type, value, stacktrace }: Exception, ownUrls: string): NoiseKind | undefined {
  const { frames = [] } = stacktrace ?? {};
  const text = `${type}: ${value} @ ${frames.at(-1)?.lineno}`;
  if (isBotUserAgent()) {
    return 'crawler';
  }
  const said = (Object.keys(SAID) as NoiseKind[]).find((kind) => SAID[kind]?.test(text));
  const makers = frames.map((frame) => makerOf(frame, ownUrls)).filter(Boolean);
  // An error with a frame of the page's own is the page's, whoever else is in its stack.
  return said ?? (makers.includes('page') ? undefined : (makers.at(-1) as NoiseKind | undefined));
}

/** Whose a frame is; of native code nobody knows. */
function makerOf({ filename = '<', lineno }: StackFrame, ownUrls: string): NoiseKind | 'page' | undefined {
  // Code without an address, such as `<anonymous>`. What the page evaluates itself has frames of the page around it.
  if (/^[<[]/.test(filename)) {
    return lineno ? 'injected' : undefined;
  }
  if (!filename.startsWith(location.origin)) {
    // Safari hides the address of an extension. `static.shop.example` belongs to `www.shop.example`.
    const [, site = ''] = /^https?:\/\/(?:[^/]+\.)?([^./]+\.[^./]+\/)/.exec(filename) ?? [];
    return /^\w[\w-]+extension:|^webkit-masked/.test(filename)
      ? 'extension'
      : ownUrls && !ownUrls.includes(site)
        ? 'third_party'
        : 'page';
  }
  // A line of the page itself, in which no script stands, and no attribute that is most likely one.
  return filename === globalThis.document?.URL && lineno && !document.querySelector('script:not([src]),[onclick]')
    ? 'injected'
    : 'page';
}
