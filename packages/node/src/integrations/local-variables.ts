import {
  type Event,
  getDataCollectionOptions,
  type Integration,
  isCollected,
  isError,
  type StackFrame,
} from '@vedette/core';
import { type CallVariables, startVariableReader } from '../inspect/variable-reader.ts';

export interface LocalVariablesOptions {
  /** Also of errors that somebody catches; `false`: only of those that nobody does. @default true */
  captureAllExceptions?: boolean;
  /**
   * Errors a second that are looked at. Above it only those that nobody catches are, for 5 seconds at first, for twice as
   * long each time it happens again, at most a day. @default 50
   */
  maxExceptionsPerSecond?: number;
  /** Also of functions in installed packages. @default false */
  includeOutOfAppFrames?: boolean;
}

/**
 * Puts the local variables of the functions that an error came through on its stack frames, as they were when it was
 * thrown. V8 stops at each error that is thrown and they are read then, synchronously, without calling anything of the
 * host's; between errors it costs nothing. Off while a debugger is attached, and where `dataCollection.stackFrameVariables`
 * says so; secrets go the way of all others.
 */
export function localVariablesIntegration(options: LocalVariablesOptions = {}): Integration {
  const { captureAllExceptions = true, maxExceptionsPerSecond = 50, includeOutOfAppFrames = false } = options;
  let variablesOf: ((error: object) => CallVariables[] | undefined) | undefined;
  return {
    name: 'LocalVariables',
    setup(client) {
      if (getDataCollectionOptions(client).stackFrameVariables !== false) {
        const reader = startVariableReader({ captureAllExceptions, maxExceptionsPerSecond, includeOutOfAppFrames });
        variablesOf = reader?.variablesOf;
        return reader?.stop;
      }
    },
    processEvent(event: Event, { originalException: error }, client) {
      const calls = isError(error) ? variablesOf?.(error) : undefined;
      const frames = event.exception?.values?.at(-1)?.stacktrace?.frames;
      if (calls && frames) {
        const { stackFrameVariables } = getDataCollectionOptions(client);
        addVariables(frames, calls, (name) => isCollected(stackFrameVariables, name));
      }
      return event;
    },
  };
}

/** The stack an error has may begin where it was made, so calls and frames are brought together by their functions. */
function addVariables(frames: StackFrame[], calls: CallVariables[], isWanted: (name: string) => boolean): void {
  let at = frames.length - 1;
  for (const { functionName, lineno, variables } of calls) {
    const fits = (frame: StackFrame): boolean =>
      lastPart(frame.function) === (functionName || '?') || (functionName === '' && frame.lineno === lineno);
    const below = frames.slice(0, at + 1).reverse();
    const frame = below.find(fits);
    if (frame) {
      at -= below.indexOf(frame) + 1;
      const wanted = Object.entries(variables).map(([name, value]) => [name, isWanted(name) ? value : '[Filtered]']);
      frame.vars = { ...Object.fromEntries(wanted), ...frame.vars };
    }
  }
}

//     async Cart.pay -> pay
function lastPart(name = '?'): string {
  return name.replace(/^.*[. ]/, '');
}
