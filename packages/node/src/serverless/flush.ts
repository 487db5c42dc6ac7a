import { DEBUG, debug, flush } from '@vedette/core';

type WaitUntil = (task: Promise<unknown>) => void;

/** Where Vercel keeps what belongs to the request of the moment. */
const VERCEL = Symbol.for('@vercel/request-context');

/** Variables that are set where a process is frozen between requests. */
const SIGNS = [
  'AWS_LAMBDA_FUNCTION_NAME',
  'FUNCTIONS_WORKER_RUNTIME',
  'K_SERVICE',
  'FUNCTION_TARGET',
  'NETLIFY',
  'VERCEL',
  'CF_PAGES',
];

/** Keeps a function of Vercel going until the promise settles, after it has answered. Elsewhere it does nothing. */
export function vercelWaitUntil(task: Promise<unknown>): void {
  waitUntilOfVercel()?.(task);
}

function waitUntilOfVercel(): WaitUntil | undefined {
  const holder = (globalThis as { [VERCEL]?: { get?(): { waitUntil?: WaitUntil } | undefined } })[VERCEL];
  const request = holder?.get?.();
  return typeof request?.waitUntil === 'function' ? (task) => request.waitUntil?.(task) : undefined;
}

export interface FlushIfServerlessOptions {
  /** Milliseconds. @default 2000 */
  timeout?: number;
  /** What keeps the runtime going after the answer, where there is such a thing. */
  cloudflareWaitUntil?: WaitUntil;
  /** The context of a worker, which has it. */
  cloudflareCtx?: { waitUntil: WaitUntil };
}

/**
 * Sends what waits before the runtime freezes the process, on platforms that do; elsewhere it returns at once. Where the
 * platform waits for promises it is handed one and nobody is held up. Never rejects.
 */
export async function flushIfServerless(options: FlushIfServerlessOptions = {}): Promise<void> {
  const { timeout = 2000, cloudflareCtx } = options;
  try {
    const waitUntil =
      options.cloudflareWaitUntil ??
      (cloudflareCtx && ((task: Promise<unknown>) => cloudflareCtx.waitUntil(task))) ??
      waitUntilOfVercel();
    if (waitUntil) {
      waitUntil(flush(timeout));
    } else if (SIGNS.some((name) => process.env[name])) {
      await flush(timeout);
    }
  } catch (error) {
    if (DEBUG) {
      debug('could not send before the process is frozen:', error);
    }
  }
}
