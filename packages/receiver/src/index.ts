export type {
  ApiError,
  EventDetail,
  EventSummary,
  ExceptionDetail,
  FrameDetail,
  IssueDetail,
  IssueList,
  IssueSummary,
  Status,
  TraceDetail,
  TraceError,
  TraceSpan,
} from './api.ts';
export type { ReceiverOptions } from './options.ts';
export { type Receiver, startReceiver } from './receiver.ts';
export { DatabaseFileError } from './store/database.ts';
export { RECEIVER_VERSION } from './version.ts';
