import type { Debugger, InspectorNotification, Runtime, Session } from 'node:inspector';
import { guard } from '@vedette/core';
import { loadInspector } from '../other-runtimes/load-inspector.ts';
import { describeVariables } from './describe-variables.ts';
import { createErrorBudget } from './error-budget.ts';

/** One call of a function that was under way when an error was thrown. */
export interface CallVariables {
  /** Empty for a function without a name. */
  functionName: string;
  /** Counted from 1. */
  lineno: number;
  variables: Record<string, unknown>;
}

export interface VariableReaderOptions {
  captureAllExceptions: boolean;
  maxExceptionsPerSecond: number;
  includeOutOfAppFrames: boolean;
}

export interface VariableReader {
  /** What was read when this error was thrown, innermost call first. */
  variablesOf(error: object): CallVariables[] | undefined;
  stop(): void;
}

/** Calls whose variables are read. */
const MAX_CALLS = 10;
/** Where V8 finds what takes an error, for the moment of one call. */
const RECEIVER = '__vedette_thrown';

/**
 * Reads local variables when an error is thrown, with a session of V8's own inspector in this thread: V8 tells of the
 * error and goes on when our listener returns. `undefined` where there is no inspector, or somebody debugs.
 */
export function startVariableReader(options: VariableReaderOptions): VariableReader | undefined {
  const session = guard(() => openSession());
  if (!session) {
    return undefined;
  }
  const read = new WeakMap<object, CallVariables[]>();
  const ownScripts = new Set<string>();
  const pauseOn = (state: 'all' | 'uncaught' | 'none'): void =>
    session.post('Debugger.setPauseOnExceptions', { state });
  const budget = createErrorBudget(options.maxExceptionsPerSecond, (isWithin) =>
    pauseOn(isWithin ? 'all' : 'uncaught'),
  );
  session.on('Debugger.scriptParsed', ({ params }) => {
    if (isRead(params.url, options.includeOutOfAppFrames)) {
      ownScripts.add(params.scriptId);
    }
  });
  session.on('Debugger.paused', ({ params }: InspectorNotification<Debugger.PausedEventDataType>) =>
    guard(() => {
      const thrown = params.data as Runtime.RemoteObject | undefined;
      const calls = params.callFrames.filter(({ location }) => ownScripts.has(location.scriptId)).slice(0, MAX_CALLS);
      if (thrown?.objectId && thrown.subtype === 'error' && calls.length > 0) {
        if (options.captureAllExceptions) {
          budget.spend();
        }
        const variables = calls.map((call) => readCall(session, call));
        receive(session, thrown.objectId, (error) => {
          // Where it was thrown first is nearest to the cause.
          if (!read.has(error)) {
            read.set(error, variables);
          }
        });
      }
    }),
  );
  session.post('Debugger.enable');
  pauseOn(options.captureAllExceptions ? 'all' : 'uncaught');
  return {
    variablesOf: (error) => read.get(error),
    stop() {
      budget.stop();
      session.disconnect();
    },
  };
}

function openSession(): Session | undefined {
  const inspector = loadInspector();
  if (inspector.url()) {
    return undefined;
  }
  const session = new inspector.Session();
  session.connect();
  return session;
}

function isRead(url: string, outOfApp: boolean): boolean {
  return url !== '' && !/^(node|evalmachine):/.test(url) && (outOfApp || !/[\\/]node_modules[\\/]/.test(url));
}

function readCall(session: Session, call: Debugger.CallFrame): CallVariables {
  const variables: Record<string, unknown> = {};
  for (const { type, object } of call.scopeChain) {
    // Outside of these are the module and what all share.
    if (object.objectId && (type === 'local' || type === 'block' || type === 'catch')) {
      const { objectId } = object;
      session.post(
        'Runtime.getProperties',
        { objectId, ownProperties: true, generatePreview: true },
        (_error, answer) => describeVariables(answer?.result ?? [], variables),
      );
    }
    if (type === 'local') {
      break;
    }
  }
  return { functionName: call.functionName, lineno: call.location.lineNumber + 1, variables };
}

/** Hands over the error itself, of which the inspector only knows a number. */
function receive(session: Session, objectId: string, take: (error: object) => void): void {
  const holder = globalThis as { [RECEIVER]?: (error: object) => void };
  Object.defineProperty(holder, RECEIVER, { value: take, configurable: true, enumerable: false });
  try {
    const functionDeclaration = `function () { globalThis.${RECEIVER}(this) }`;
    session.post('Runtime.callFunctionOn', { objectId, functionDeclaration, silent: true });
  } finally {
    delete holder[RECEIVER];
  }
}
