export type {
  ApiError,
  AttachmentSummary,
  EventDetail,
  EventSummary,
  ExceptionDetail,
  FeedbackEntry,
  FeedbackList,
  FrameDetail,
  IssueDetail,
  IssueList,
  IssueSummary,
  LogEntry,
  LogList,
  MetricList,
  MetricSummary,
  Monitor,
  MonitorList,
  ReleaseHealth,
  ReleaseList,
  Status,
  TraceDetail,
  TraceError,
  TraceSpan,
} from './api.ts';
export type { ReceiverOptions } from './options.ts';
export { type Receiver, startReceiver } from './receiver.ts';
export { DatabaseFileError } from './store/database.ts';
export { RECEIVER_VERSION } from './version.ts';
