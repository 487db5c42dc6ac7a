import { captureException, type EventHint, getClient, guard, type Integration, matchesSome } from '@vedette/core';
import { dieOf } from '../die-of.ts';
import { RUNTIME } from '../other-runtimes/runtime.ts';
import { sendAtExit } from '../send-at-exit.ts';
import { hostListens, markListener, ownerOf } from './own-listener.ts';

/** What `--unhandled-rejections` can say, and what Bun does when it says nothing. */
type Mode = 'throw' | 'strict' | 'warn' | 'none' | 'warn-with-error-code' | 'bun';

export interface OnUnhandledRejectionOptions {
  /**
   * What follows a rejection: `none` nothing, `warn` a warning like Node's, `strict` the end of the process with code 1.
   * Default what Node does without us, which `--unhandled-rejections` says.
   */
  mode?: 'none' | 'warn' | 'strict';
  /** Rejections that are not reported: by the name of the reason, its message, or both. Added to what merely was called off. */
  ignore?: Array<{ name?: string | RegExp; message?: string | RegExp }>;
}

/** What is called off on purpose. Source: sdk-behaviour, "Node default integrations". */
const CALLED_OFF: NonNullable<OnUnhandledRejectionOptions['ignore']> = [
  { name: 'AI_NoOutputGeneratedError' },
  { name: 'AbortError' },
];

/**
 * Reports rejections that nobody handles and the process survives. Those it dies of are reported as uncaught.
 *
 * A listener for `unhandledRejection` changes what Node does in the modes `throw` (the default) and `strict`: it counts
 * as handling. So there, unless `mode` asks for it, ours is added only while the host has one of its own, and in `warn`
 * and `none`, where it changes nothing, always. In `warn-with-error-code` it would change the exit code, and the same
 * holds as in `throw`. Bun, unless told otherwise, dies of what nobody listens for and tells no `uncaughtExceptionMonitor`;
 * so there ours is added always, and gives way when no other than ours are there.
 */
export function onUnhandledRejectionIntegration(options: OnUnhandledRejectionOptions = {}): Integration {
  const ignored = [...CALLED_OFF, ...(options.ignore ?? [])];
  return {
    name: 'OnUnhandledRejection',
    setup(client) {
      const nodeOptions = RUNTIME === 'node' && process.env.NODE_OPTIONS;
      const nodeMode = modeOf([...(nodeOptions || '').split(/\s+/), ...process.execArgv]);
      const onExit = sendAtExit(client);
      const onRejection = (reason: unknown): void =>
        guard(() => {
          if (nodeMode === 'bun' && !options.mode && !hostListens(EVENT)) {
            remove();
            if (getClient() === client) {
              process.prependListener('exit', onExit);
              captureDeadly(reason);
            }
            if (process.listenerCount(EVENT) === 0) {
              // Once more, now that nobody listens: all goes on as it would have without us.
              Promise.reject(reason);
            }
            return;
          }
          if (getClient() !== client || ignored.some((pattern) => guard(() => isLike(reason, pattern), false))) {
            return;
          }
          const { mechanism, captureContext } = rejectionHint();
          const level = options.mode === 'strict' ? 'fatal' : 'error';
          captureException(reason, { mechanism, captureContext: { ...captureContext, level } });
          if (options.mode === 'strict') {
            dieOf(reason, client);
          } else if (options.mode === 'warn' && nodeMode !== 'warn') {
            const { stack } = (reason ?? {}) as Error;
            process.emitWarning(stack || String(reason), 'UnhandledPromiseRejectionWarning');
          }
        });
      // One that `mode` asks for changes what becomes of the process, and so counts for other clients as the host's.
      if (!options.mode) {
        markListener(onRejection, client);
      }
      // First, because the host's own may end the process.
      const add = (): void => void process.prependListener(EVENT, onRejection);
      const remove = (): void => void process.off(EVENT, onRejection).off('exit', onExit);
      if (options.mode || nodeMode === 'warn' || nodeMode === 'none' || nodeMode === 'bun') {
        add();
        return remove;
      }
      const isAdded = (): boolean => process.listeners(EVENT).includes(onRejection);
      const onAdded = (event: string | symbol, listener: object): void => {
        if (event === EVENT && !ownerOf(listener) && !isAdded()) {
          add();
        }
      };
      const giveWay = (): void => {
        if (isAdded() && !hostListens(EVENT)) {
          remove();
        }
      };
      const onRemoved = (event: string | symbol): void => {
        if (event === EVENT) {
          // With another client's beside it ours goes later: `removeAllListeners` throws where a second one goes meanwhile.
          process.listenerCount(EVENT) > 1 ? process.nextTick(giveWay) : giveWay();
        }
      };
      if (hostListens(EVENT)) {
        add();
      }
      process.on('newListener', onAdded).on('removeListener', onRemoved);
      return () => {
        process.off('newListener', onAdded).off('removeListener', onRemoved);
        remove();
      };
    },
  };
}

/** Reports a rejection that the process dies of. */
export function captureDeadly(reason: unknown): void {
  const { mechanism, captureContext } = rejectionHint();
  captureException(reason, { mechanism, captureContext: { ...captureContext, level: 'fatal' } });
}

/** How a rejection is reported, whoever noticed it. */
function rejectionHint(): EventHint {
  return {
    mechanism: { type: 'auto.node.onunhandledrejection', handled: false },
    captureContext: { extra: { unhandledPromiseRejection: true } },
  };
}

function isLike(reason: unknown, pattern: { name?: string | RegExp; message?: string | RegExp }): boolean {
  const of = (reason ?? {}) as { name?: unknown; message?: unknown };
  const keys = (['name', 'message'] as const).filter((key) => pattern[key] !== undefined);
  return keys.length > 0 && keys.every((key) => matchesSome(String(of[key]), [pattern[key] as string | RegExp]));
}

const EVENT = 'unhandledRejection';
const MODES: readonly string[] = ['throw', 'strict', 'warn', 'none', 'warn-with-error-code'] satisfies Mode[];

/** The mode that the last such argument asks for. */
function modeOf(args: string[]): Mode {
  const text = args.join(' ');
  const last = [...text.matchAll(/--unhandled[-_]rejections[= ]([\w-]+)/g)].pop()?.[1] ?? '';
  return MODES.includes(last) ? (last as Mode) : RUNTIME === 'bun' ? 'bun' : 'throw';
}
