import { type Event, guard, type Integration, isError } from '@vedette/core';

export interface SystemErrorOptions {
  /** Whether paths of files are told, in the message and as context. @default false */
  includePaths?: boolean;
}

/** What the operating system said, as Node puts it on the error. */
interface SystemError extends Error {
  errno: number;
  syscall: string;
  code?: unknown;
  address?: unknown;
  port?: unknown;
  path?: unknown;
  dest?: unknown;
}

/**
 * Tells of errors of the operating system as a context, `node_system_error`: its number and name, what was called, and
 * with which address. Paths are cut out of the message, so that the same failure of many files is one issue and no
 * file name leaves, unless they are asked for.
 */
export function systemErrorIntegration({ includePaths = false }: SystemErrorOptions = {}): Integration {
  return {
    name: 'NodeSystemError',
    processEvent(event, { originalException: error }) {
      if (isError(error) && guard(() => isSystemError(error), false)) {
        guard(() => describe(event, error as SystemError, includePaths));
      }
      return event;
    },
  };
}

function isSystemError(error: Partial<SystemError>): boolean {
  return typeof error.errno === 'number' && typeof error.syscall === 'string';
}

function describe(event: Event, error: SystemError, includePaths: boolean): void {
  const { errno, code, syscall, address, port } = error;
  const { path, dest } = error;
  event.contexts = {
    ...event.contexts,
    node_system_error: {
      errno,
      code,
      syscall,
      address,
      port,
      ...(includePaths && { path, dest }),
      ...event.contexts?.node_system_error,
    },
  };
  if (!includePaths) {
    for (const exception of event.exception?.values ?? []) {
      exception.value = withoutPaths(exception.value, [path, dest]);
    }
  }
}

//     ENOENT: no such file or directory, rename '/a' -> '/b'
function withoutPaths(text: string | undefined, paths: unknown[]): string | undefined {
  let rest = text;
  for (const path of paths) {
    if (path) {
      rest = rest?.replace(`'${path}'`, '').trimEnd();
    }
  }
  return rest?.replace(/ -> ?$/, '').trimEnd();
}
