export type LogSeverityLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** A line of a log as `beforeSendLog` sees it, before attributes get their types. */
export interface Log {
  level: LogSeverityLevel;
  message: string;
  /** Texts, numbers, booleans and lists of one of them are sent as such, anything else as JSON text. */
  attributes?: Record<string, unknown>;
  /** 10 for what `console.log` wrote; of all others the level says it. */
  severityNumber?: number;
}
