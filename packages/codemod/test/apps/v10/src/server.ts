import * as Sentry from '@sentry/node';
import type { NodeOptions } from '@sentry/node';
import express from 'express';
import type { AddressInfo } from 'node:net';

const options = {
  dsn: process.env.SENTRY_DSN,
  tracesSampleRate: 1,
  integrations: [Sentry.vercelAIIntegration(), Sentry.expressIntegration()],
  maxSpanWaitDuration: 60,
  enableLogs: true,
} satisfies NodeOptions;

Sentry.init(options);

const app = express();

app.get('/fail', () => {
  Sentry.setUser({ id: '7' });
  throw Object.assign(new Error('v10 server'), { status: 503 });
});

app.use(Sentry.expressErrorHandler());

const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
