/** A difference may be as long as the page. In characters. */
const MAX_DIFFERENCE = 4096;

/** React 18 and 19, minified and not: what the server rendered is not what the browser does. */
const MISMATCH = /^(Hydration failed|Text content does not match|Minified React error #4(18|25);)/;

/** React 18 says so after each error that made it give up what the server rendered; React 19 does with that as the cause. */
const GIVEN_UP = /^There was an error while hydrating|^Minified React error #42[23];/;

/**
 * The innermost component of a stack: it has a place where it stands or, as React cannot always tell that, a name that is no
 * element's and none of React's own. Elements have `<anonymous>` and `unknown` for a place in version 19.
 */
const COMPONENT =
  /^\s*(?:at )?(?!(?:Suspense|SuspenseList|Lazy|Fragment|Activity)\b)([A-Z][^\s@]*|[^\s@]+(?= \((?!<)|@(?!unknown)))/m;

/** What the context `hydration` of a report says. */
interface Hydration {
  /** The innermost component in which the difference was. */
  component: string | undefined;
  /** The tree around the difference, with `+` and `-` before its lines, where React tells: version 19 in development. */
  difference: string | undefined;
}

let isToldOf = false;

/** The difference between server and browser that an error is about; without one `undefined`. */
export function hydrationOf(error: unknown, componentStack: string | null | undefined): Hydration | undefined {
  const message = messageOf(error);
  return MISMATCH.test(message)
    ? {
        component: COMPONENT.exec(componentStack ?? '')?.[1],
        difference: /hydration-mismatch\s*\n(.+)/s.exec(message)?.[1]?.slice(0, MAX_DIFFERENCE),
      }
    : undefined;
}

/**
 * Whether an error only repeats one that React told of just before: of one difference React 18 tells up to three times.
 * Remembers the first until what calls React is done.
 */
export function isRepeated(error: unknown): boolean {
  const message = messageOf(error);
  if (GIVEN_UP.test(message)) {
    return (error as Error).cause === undefined;
  }
  const isMismatch = MISMATCH.test(message);
  const isAgain = isMismatch && isToldOf;
  if (isMismatch && !isToldOf) {
    isToldOf = true;
    queueMicrotask(() => {
      isToldOf = false;
    });
  }
  return isAgain;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
