/**
 * The subpath `@vedette/browser/feedback`: a form in which users write what they think, for those who want one.
 */
export type { FeedbackDialog, FeedbackIntegration, FeedbackWidget } from './feedback/integration.ts';
export {
  feedbackIntegration,
  feedbackIntegration as feedbackAsyncIntegration,
  feedbackIntegration as feedbackSyncIntegration,
  getFeedback,
} from './feedback/integration.ts';
export type { FeedbackFormData, FeedbackOptions, FeedbackTheme } from './feedback/options.ts';
export { sendFeedback } from './send-feedback.ts';
