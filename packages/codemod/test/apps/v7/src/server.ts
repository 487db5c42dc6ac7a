import * as Sentry from '@sentry/node';
import * as Tracing from '@sentry/tracing';
import express from 'express';
import type { AddressInfo } from 'net';

const app = express();

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  tracesSampler: samplingContext => (samplingContext.transactionContext.name === 'GET /health' ? 0 : 1),
  autoSessionTracking: false,
  integrations: [
    new Sentry.Integrations.Http({ tracing: true }),
    new Tracing.Integrations.Express({ app }),
    ...Sentry.autoDiscoverNodePerformanceMonitoringIntegrations(),
  ],
});

app.use(Sentry.Handlers.requestHandler());
app.use(Sentry.Handlers.tracingHandler());

app.get('/fail', async (_request, _response) => {
  Sentry.getCurrentHub().getScope().setTag('shelf', 'top');
  Sentry.addBreadcrumb({ message: 'looking', level: Sentry.Severity.Info });
  throw new Error('v7 server');
});

// The error handler must be before any other error middleware and after all controllers
app.use(Sentry.Handlers.errorHandler());

const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
