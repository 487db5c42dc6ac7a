import * as Sentry from '@sentry/react';
import type { ErrorEvent } from '@sentry/types';

export const options: Sentry.BrowserOptions = {
  dsn: process.env.SENTRY_DSN,
  enableTracing: true,
  autoSessionTracking: false,
  replaysOnErrorSampleRate: 1.0,
  beforeSend: (event: ErrorEvent) => event,
};
