import type { AddressInfo } from 'node:net';
import * as Sentry from '@sentry/node';
import express from 'express';

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  tracesSampleRate: 1,
  enableRuntimeChannelInjection: true,
  integrations: [Sentry.mysql2Integration(), Sentry.httpIntegration()],
});

const app = express();

app.get('/fail', async () => {
  const span = Sentry.startInactiveSpan({ name: 'look for a book' });
  span.end();
  throw new Error('v11 server');
});

Sentry.setupExpressErrorHandler(app);

const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
