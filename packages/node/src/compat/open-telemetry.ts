import { DEBUG, debug, type Integration, makeDsn } from '@vedette/core';

// There is no OpenTelemetry in here. These names let an application that mentions them start, and send its own traces.

/**
 * Spans that are made with `@opentelemetry/api` do not become spans of this SDK: an exporter may send them to
 * `getOtlpTracesEndpoint(dsn)`.
 * @noop
 */
export function openTelemetryIntegration(_options?: Record<string, unknown>): Integration {
  return {
    name: 'OpenTelemetry',
    setup() {
      if (DEBUG) {
        debug('OpenTelemetry: its spans are not taken over; an exporter may send them to getOtlpTracesEndpoint(dsn).');
      }
    },
  };
}

/**
 * Scopes follow `AsyncLocalStorage` from `init` on, with OpenTelemetry beside them or not.
 * @noop
 */
export function setOpenTelemetryContextAsyncContextStrategy(): void {}

/** The packages that are changed when they are loaded, which a bundler has to leave out: none. */
export function getInstrumentedModuleNames(): string[] {
  return [];
}

/**
 * Where an exporter of OpenTelemetry sends its traces to, and with which headers; `undefined` for what is no DSN.
 * Source: wire-protocol, "OTLP traces".
 */
export function getOtlpTracesEndpoint(dsn: string): { url: string; headers: Record<string, string> } | undefined {
  const parts = makeDsn(dsn);
  if (!parts) {
    return undefined;
  }
  const { protocol, host, port, path, projectId, publicKey } = parts;
  const base = `${protocol}://${host}${port ? `:${port}` : ''}${path ? `/${path}` : ''}`;
  return {
    url: `${base}/api/${projectId}/integration/otlp/v1/traces/`,
    headers: { 'X-Sentry-Auth': `Sentry sentry_version=7, sentry_key=${publicKey}` },
  };
}
