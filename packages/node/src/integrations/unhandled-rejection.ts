import { captureException, type EventHint, getClient, guard, type Integration } from '@vedette/core';

/** What `--unhandled-rejections` can say. */
type Mode = 'throw' | 'strict' | 'warn' | 'none' | 'warn-with-error-code';

/**
 * Reports rejections that nobody handles and the process survives. Those it dies of are reported as uncaught.
 *
 * A listener for `unhandledRejection` changes what Node does in the modes `throw` (the default) and `strict`: it counts
 * as handling. So there ours is added only while the host has one of its own, and in `warn` and `none`, where it
 * changes nothing, always. In `warn-with-error-code` it would change the exit code, and the same holds as in `throw`.
 */
export function onUnhandledRejectionIntegration(): Integration {
  return {
    name: 'OnUnhandledRejection',
    setup(client) {
      const onRejection = (reason: unknown): void =>
        guard(() => {
          if (getClient() === client) {
            captureException(reason, rejectionHint());
          }
        });
      const mode = modeOf([...(process.env.NODE_OPTIONS ?? '').split(/\s+/), ...process.execArgv]);
      // First, because the host's own may end the process.
      const add = (): void => void process.prependListener(EVENT, onRejection);
      const remove = (): void => void process.off(EVENT, onRejection);
      if (mode === 'warn' || mode === 'none') {
        add();
        return remove;
      }
      const hostHasListener = (): boolean => process.listeners(EVENT).some((other) => other !== onRejection);
      const isAdded = (): boolean => process.listeners(EVENT).includes(onRejection);
      const onAdded = (event: string | symbol, listener: unknown): void => {
        if (event === EVENT && listener !== onRejection && !isAdded()) {
          add();
        }
      };
      const onRemoved = (event: string | symbol): void => {
        if (event === EVENT && isAdded() && !hostHasListener()) {
          remove();
        }
      };
      if (hostHasListener()) {
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

/** How a rejection is reported, whoever noticed it. */
export function rejectionHint(): EventHint {
  return {
    mechanism: { type: 'auto.node.onunhandledrejection', handled: false },
    captureContext: { extra: { unhandledPromiseRejection: true } },
  };
}

const EVENT = 'unhandledRejection';
const MODES: readonly string[] = ['throw', 'strict', 'warn', 'none', 'warn-with-error-code'] satisfies Mode[];

/** The mode that the last such argument asks for. */
function modeOf(args: string[]): Mode {
  const text = args.join(' ');
  const last = [...text.matchAll(/--unhandled[-_]rejections[= ]([\w-]+)/g)].pop()?.[1] ?? '';
  return MODES.includes(last) ? (last as Mode) : 'throw';
}
