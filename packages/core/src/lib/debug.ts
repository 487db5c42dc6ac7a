declare const __SENTRY_DEBUG__: boolean | undefined;
declare const console: Record<'log' | 'warn' | 'error', (...args: unknown[]) => void>;

/** False when a bundler replaced `__SENTRY_DEBUG__` by false: then debug text is not in the bundle. */
export const DEBUG = typeof __SENTRY_DEBUG__ === 'undefined' || !!__SENTRY_DEBUG__;

/** What our own lines begin with; the console instrumentation passes them over. */
export const DEBUG_PREFIX = '[vedette]';

let enabled = false;

/** Turns debug lines on or off, as the `debug` option says. */
export function setDebug(on: boolean): void {
  enabled = on;
}

/** Says on the console what the SDK does, if `debug` is on. Never throws. */
export function debug(...args: unknown[]): void {
  if (DEBUG && enabled) {
    write('log', args);
  }
}

/** Says something the developer must see even without `debug`. Never throws. */
export function warn(...args: unknown[]): void {
  write('warn', args);
}

function write(method: 'log' | 'warn', args: unknown[]): void {
  try {
    console[method](DEBUG_PREFIX, ...args);
  } catch {
    // A console that throws is the host's; there is nobody left to tell.
  }
}
