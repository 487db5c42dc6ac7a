/** A job says how it goes. `duration` is in seconds; a start has no id yet, the end has that of its start. */
export type CheckIn =
  | { monitorSlug: string; status: 'in_progress' }
  | { monitorSlug: string; status: 'ok' | 'error'; checkInId?: string; duration?: number };

/** When a job is due. */
export type MonitorSchedule =
  | { type: 'crontab'; value: string }
  | { type: 'interval'; value: number; unit: 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' };

/** Sets the monitor up, or changes it, with the check-in. Source: wire-protocol, "check_in". */
export interface MonitorConfig {
  schedule: MonitorSchedule;
  /** Minutes that a start may be late. */
  checkinMargin?: number;
  /** Minutes that a run may take. */
  maxRuntime?: number;
  /** For example `Europe/Berlin`. */
  timezone?: string;
  /** Failures in a row that make an issue. */
  failureIssueThreshold?: number;
  /** Successes in a row that close it. */
  recoveryThreshold?: number;
  /** Who is told, as the backend names people and teams. */
  owner?: string;
  /** `withMonitor` runs each time in a trace of its own. Not sent. @default false */
  isolateTrace?: boolean;
}

/** A check-in as it is sent. */
export interface SerializedCheckIn {
  /** 32 hex digits. */
  check_in_id: string;
  monitor_slug: string;
  status: 'in_progress' | 'ok' | 'error';
  /** Seconds. */
  duration?: number;
  release?: string;
  environment?: string;
  monitor_config?: {
    schedule: MonitorSchedule;
    checkin_margin?: number;
    max_runtime?: number;
    timezone?: string;
    failure_issue_threshold?: number;
    recovery_threshold?: number;
    owner?: string;
  };
  contexts?: { trace?: { trace_id: string; span_id: string; parent_span_id?: string } };
}
