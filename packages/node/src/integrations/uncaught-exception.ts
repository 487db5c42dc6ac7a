import { captureException, type EventHint, getClient, guard, type Integration } from '@vedette/core';
import { dieOf } from '../die-of.ts';
import type { NodeOptions } from '../options.ts';
import { diesWithoutExit, RUNTIME } from '../other-runtimes/runtime.ts';
import type { NodePlatform } from '../platform.ts';
import { sendAtExit } from '../send-at-exit.ts';
import { hostListens, markListener, ownerOf } from './own-listener.ts';
import { captureDeadly } from './unhandled-rejection.ts';

export interface OnUncaughtExceptionOptions {
  /**
   * End the process, with code 1, also when the host has a listener for `uncaughtException` and so would live on.
   * @default false
   */
  exitEvenIfOtherHandlersAreRegistered?: boolean;
  /**
   * Called instead of ending the process, which is then the host's to do; not called when the host listens to
   * `uncaughtException` itself. Once: a second error ends the process. Of several clients that of the current one is called.
   * @default that of `init`
   */
  onFatalError?: (error: Error, second?: Error) => void;
}

/**
 * Reports what nobody caught: errors, and rejections where Node makes errors of them. It only looks on: unless an option
 * asks otherwise, whether the process dies, with which exit code and with what on stderr, is as without us. The report
 * is on the disk by then, and where there is none it is sent while the process waits.
 * Source: docs/decisions/0010-a-spool-outlives-the-process.md.
 */
export function onUncaughtExceptionIntegration(options: OnUncaughtExceptionOptions = {}): Integration {
  const { exitEvenIfOtherHandlersAreRegistered = false } = options;
  return {
    name: 'OnUncaughtException',
    setup(client) {
      const { postpone, spool } = client.platform as Partial<NodePlatform>;
      const given = options.onFatalError ?? (client.getOptions() as NodeOptions).onFatalError;
      const onFatalError = typeof given === 'function' ? given : undefined;
      let isDying = false;
      const onExit = sendAtExit(client);
      const onUncaught = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void =>
        guard(() => {
          if (getClient() === client) {
            if (
              // In Bun it would change which of the host's timers still run.
              RUNTIME === 'node' &&
              spool?.isWorking() &&
              process.listenerCount(EVENT) + Number(process.hasUncaughtExceptionCaptureCallback?.()) === 0
            ) {
              postpone?.();
            }
            capture(error, origin);
            process.off('exit', onExit).prependListener('exit', onExit);
            if (diesWithoutExit()) {
              onExit();
            }
            if (exitEvenIfOtherHandlersAreRegistered && !onFatalError && hostListens(EVENT) && !isDying) {
              isDying = true;
              dieOf(error, client);
            }
          }
        });
      const onFatal = (error: Error): void => {
        const current = getClient() ?? client;
        if (current !== client) {
          // It is not asked any more, and must not keep a process alive that nobody else would.
          const others = process.listeners(EVENT);
          if (others[0] === onFatal && others.every((other) => ![undefined, current].includes(ownerOf(other)))) {
            dieOf(error, current);
          }
        } else if (exitEvenIfOtherHandlersAreRegistered || !hostListens(EVENT)) {
          if (isDying) {
            dieOf(error, client);
          } else {
            isDying = true;
            onFatalError?.(error);
          }
        }
      };
      process.on('uncaughtExceptionMonitor', onUncaught);
      if (onFatalError) {
        markListener(onFatal, client);
        process.on(EVENT, onFatal);
      }
      return () => process.off('uncaughtExceptionMonitor', onUncaught).off('exit', onExit).off(EVENT, onFatal);
    },
  };
}

const EVENT = 'uncaughtException';

function capture(error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void {
  if (origin === 'unhandledRejection') {
    captureDeadly(reasonOf(error));
  } else {
    const hint: EventHint = {
      mechanism: { type: 'auto.node.onuncaughtexception', handled: false },
      captureContext: { level: 'fatal' },
    };
    captureException(error, hint);
  }
}

/** Of a reason that is no error Node tells only the text, inside an error of its own. */
function reasonOf(error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const text = code === 'ERR_UNHANDLED_REJECTION' && /with the reason "(.*)"\.$/s.exec(String(message))?.[1];
  return text || error;
}
