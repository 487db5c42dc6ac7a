import type { AddressInfo } from 'node:net';
import * as Sentry from '@sentry/node';
import type { Integration } from '@sentry/core';
import express from 'express';

const tagTeam = (): Integration => ({
  name: 'TagTeam',
  processEvent(event) {
    event.tags = { ...event.tags, team: 'books' };
    return event;
  },
});

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  tracesSampleRate: 1,
  sendDefaultPii: true,
  integrations: [Sentry.httpIntegration({ breadcrumbs: false }), Sentry.postgresIntegration(), tagTeam()],
  _experiments: { enableLogs: true, beforeSendLog: (log) => log },
  skipOpenTelemetrySetup: false,
});

const app = express();

app.get('/fail', async () => {
  await Sentry.startSpan({ name: 'look for a book', op: 'db' }, async (span) => span.setStatus({ code: 2, message: 'not_found' }));
  Sentry.logger.warn(Sentry.logger.fmt`no book on shelf ${'top'}`);
  throw new Error('v9 server');
});

Sentry.setupExpressErrorHandler(app, { shouldHandleError: (error) => Number(error.status ?? 500) >= 500 });

const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
