// Imported first, so that everything else is instrumented.
const Sentry = require('@sentry/node');
const { nodeProfilingIntegration } = require('@sentry/profiling-node');

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  integrations: [nodeProfilingIntegration(), Sentry.prismaIntegration(), Sentry.extraErrorDataIntegration({ depth: 3 })],
  enableTracing: true,
  profilesSampleRate: 1.0,
});
