import { type ParameterizedString, parameterize } from '../lib/parameterize.ts';
import type { LogSeverityLevel } from '../types/log.ts';
import { captureLog, type LogMetadata } from './capture-log.ts';

/**
 * Writes one log. `attributes` may hold anything; what is neither text, number, boolean nor a list of one of them becomes
 * JSON text. `scope` stands in for the current one. Never throws.
 */
export type WriteLog = (
  message: ParameterizedString,
  attributes?: Record<string, unknown>,
  metadata?: LogMetadata,
) => void;

export type Logger = Record<LogSeverityLevel, WriteLog> & {
  /** Template tag that keeps the values apart: `` logger.info(logger.fmt`user ${id} came`) ``. */
  fmt: typeof parameterize;
};

/** Logs of the program, sent many at once. Off with `enableLogs: false`; `beforeSendLog` sees each of them. */
export const logger: Logger = {
  trace: (message, attributes, metadata) => captureLog({ level: 'trace', message, attributes }, metadata),
  debug: (message, attributes, metadata) => captureLog({ level: 'debug', message, attributes }, metadata),
  info: (message, attributes, metadata) => captureLog({ level: 'info', message, attributes }, metadata),
  warn: (message, attributes, metadata) => captureLog({ level: 'warn', message, attributes }, metadata),
  error: (message, attributes, metadata) => captureLog({ level: 'error', message, attributes }, metadata),
  fatal: (message, attributes, metadata) => captureLog({ level: 'fatal', message, attributes }, metadata),
  fmt: parameterize,
};
