import { captureException, type EventHint, getClient, guard, type Integration } from '@vedette/core';
import type { NodePlatform } from '../platform.ts';
import { sendBeforeDeath } from '../send-before-death.ts';
import { rejectionHint } from './unhandled-rejection.ts';

/**
 * Reports what nobody caught: errors, and rejections where Node makes errors of them. It only looks on: whether the
 * process dies, with which exit code and with what on stderr, is as without us. If it does die, by itself or by the
 * host's own listener, the report is sent before, which takes at most `shutdownTimeoutMs`.
 * Source: docs/decisions/0001-a-dying-process-sends-before-it-goes.md.
 */
export function onUncaughtExceptionIntegration({ shutdownTimeoutMs = 2000 } = {}): Integration {
  return {
    name: 'OnUncaughtException',
    setup(client) {
      const { unsent } = client.platform as Partial<NodePlatform>;
      const onExit = (): void => guard(() => sendBeforeDeath(unsent?.() ?? [], shutdownTimeoutMs));
      const onUncaught = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void =>
        guard(() => {
          if (getClient() === client) {
            capture(error, origin);
            // Not before there is a reason: an explicit `process.exit()` of a healthy process waits for nothing.
            process.off('exit', onExit).prependListener('exit', onExit);
          }
        });
      process.on('uncaughtExceptionMonitor', onUncaught);
      return () => process.off('uncaughtExceptionMonitor', onUncaught).off('exit', onExit);
    },
  };
}

function capture(error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void {
  if (origin === 'unhandledRejection') {
    const { mechanism, captureContext } = rejectionHint();
    captureException(reasonOf(error), { mechanism, captureContext: { ...captureContext, level: 'fatal' } });
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
