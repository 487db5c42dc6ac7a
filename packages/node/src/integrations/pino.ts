import {
  captureException,
  captureMessage,
  getClient,
  type Integration,
  isError,
  type LogSeverityLevel,
  logger,
  type SeverityLevel,
  withScope,
} from '@vedette/core';
import { hear } from '../instrument/hear.ts';

export interface PinoOptions {
  /** Whether all loggers are heard; `false`: only those given to `trackLogger`. @default true */
  autoInstrument?: boolean;
  log?: {
    /** Levels that are sent as logs. @default all */
    levels?: LogSeverityLevel[];
  };
  error?: {
    /** Levels that are sent as events: the error that is logged, else the message. @default [] */
    levels?: LogSeverityLevel[];
    /** Whether these count as handled. @default true */
    handled?: boolean;
  };
}

/** A logger of pino, of which nothing has to be known. */
interface PinoLogger {
  levels?: { labels?: Record<number, string> };
}

export interface PinoIntegration {
  /** Hears this logger and its children, whatever `autoInstrument` says. */
  trackLogger(target: object): void;
  /** No longer hears this logger and its children. */
  untrackLogger(target: object): void;
}

/** A line that pino has written. */
interface PinoLine {
  instance: PinoLogger;
  arguments: [object: unknown, message: unknown, level: number, ...rest: unknown[]];
  result: string;
}

const LEVELS: readonly LogSeverityLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const SEVERITY: Partial<Record<LogSeverityLevel, SeverityLevel>> = { trace: 'debug', warn: 'warning' };
/** Fields of a line that say what is told otherwise. */
const KNOWN = new Set(['level', 'time', 'pid', 'hostname', 'name', 'v']);

/** Whether a logger was asked for, or not to be; its children have it as their prototype. */
const tracked = new WeakMap<object, boolean>();

function setup(options: PinoOptions = {}): Integration {
  const { autoInstrument = true, log, error } = options;
  const logged = new Set<string>(log?.levels ?? LEVELS);
  const captured = new Set<string>(error?.levels ?? []);
  return {
    name: 'Pino',
    setup: (client) =>
      hear<PinoLine>('tracing:pino_asJson:end', ({ instance, arguments: [given, text, number], result }) => {
        const level = levelOf(instance, number);
        if (getClient() !== client || !isHeard(instance, autoInstrument)) {
          return;
        }
        const isLogged = logged.has(level);
        const isCaptured = captured.has(level);
        if (!isLogged && !isCaptured) {
          return;
        }
        // As it was written: pino has taken out by then what the host wants redacted.
        const line = Object(JSON.parse(result)) as Record<string, unknown>;
        const message = String(text ?? line.msg ?? '');
        if (isLogged) {
          const attributes = Object.fromEntries(
            Object.entries(line).filter(([key, value]) => !KNOWN.has(key) && value !== message),
          );
          logger[level](message, {
            ...attributes,
            'pino.logger.level': number,
            ...(line.name !== undefined && { 'pino.logger.name': line.name }),
            'sentry.origin': 'auto.log.pino',
          });
        }
        if (isCaptured) {
          capture(given, message, level, error?.handled ?? true);
        }
      }),
  };
}

function capture(given: unknown, message: string, level: LogSeverityLevel, handled: boolean): void {
  const mechanism = { type: 'auto.log.pino', handled };
  const error = isError(given) ? given : (given as { err?: unknown } | undefined)?.err;
  const severity = SEVERITY[level] ?? (level as SeverityLevel);
  withScope((scope) => {
    scope.setLevel(severity);
    if (isError(error)) {
      captureException(error, { mechanism });
    } else {
      captureMessage(message, severity);
    }
  });
}

/** Of a level that pino does not know by itself, the one below it that it does. */
function levelOf({ levels }: PinoLogger, number: number): LogSeverityLevel {
  const label = levels?.labels?.[number] as LogSeverityLevel;
  return LEVELS.includes(label) ? label : (LEVELS[Math.min(5, Math.max(0, Math.floor(number / 10) - 1))] ?? 'info');
}

function isHeard(instance: object, otherwise: boolean): boolean {
  for (let at: object | null = instance; at; at = Object.getPrototypeOf(at)) {
    const wanted = tracked.get(at);
    if (wanted !== undefined) {
      return wanted;
    }
  }
  return otherwise;
}

/**
 * Sends what the host logs with pino (9.10 and newer, which tells of it by itself; Node 18.19 and newer) as logs, and as
 * events where asked. `trackLogger` and `untrackLogger` choose loggers.
 */
export const pinoIntegration: ((options?: PinoOptions) => Integration) & PinoIntegration =
  /* @__PURE__ */ Object.assign(setup, {
    trackLogger: (target: object) => void tracked.set(target, true),
    untrackLogger: (target: object) => void tracked.set(target, false),
  });
