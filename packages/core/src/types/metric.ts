export type MetricType = 'counter' | 'gauge' | 'distribution';

/** One measurement as `beforeSendMetric` sees it, before attributes get their types. */
export interface Metric {
  name: string;
  value: number;
  type: MetricType;
  /** For example `millisecond` or `byte`. */
  unit?: string;
  /** Texts, numbers, booleans and lists of one of them are sent as such, anything else as JSON text. */
  attributes?: Record<string, unknown>;
}
