/**
 * The same work written by hand, with no features, in the place of a package: scopes that follow a request, the decision
 * upon its trace, and a transaction of what a backend needs, posted by itself over connections that are kept.
 */
const { AsyncLocalStorage } = require('node:async_hooks');
const { randomBytes } = require('node:crypto');
const { channel } = require('node:diagnostics_channel');
const http = require('node:http');

/** Begins. `tracesSampleRate`: without one there are only scopes. */
function init({ dsn, release, tracesSampleRate }) {
  const scopes = new AsyncLocalStorage();
  const { port, username, pathname } = new URL(dsn);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  const path = `/api${pathname}/envelope/?sentry_version=7&sentry_key=${username}`;

  channel('http.server.request.start').subscribe(({ request, response }) => {
    const scope = { user: {}, tags: {}, breadcrumbs: [], span: undefined };
    scopes.enterWith(scope);
    const startedMs = Date.now();
    if (tracesSampleRate !== undefined) {
      scope.span = { traceId: randomBytes(16).toString('hex'), isSampled: Math.random() < tracesSampleRate };
    }
    response.on('close', () => {
      if (scope.span?.isSampled) {
        post(transactionOf(request, response, scope, startedMs));
      }
    });
  });

  function transactionOf({ method, url, headers }, { statusCode }, { span, user, tags }, startedMs) {
    const event_id = randomBytes(16).toString('hex');
    const { cookie, ...told } = headers;
    const trace = {
      trace_id: span.traceId,
      span_id: randomBytes(8).toString('hex'),
      op: 'http.server',
      status: 'ok',
      data: { 'http.method': method, 'http.url': url, 'http.response.status_code': statusCode },
    };
    const event = {
      type: 'transaction',
      event_id,
      transaction: `${method} ${url.split('?')[0]}`,
      start_timestamp: startedMs / 1000,
      timestamp: Date.now() / 1000,
      platform: 'node',
      release,
      contexts: { trace, runtime: { name: 'node', version: process.version } },
      request: { method, url, headers: told },
      user,
      tags,
      spans: [],
    };
    return `${JSON.stringify({ event_id })}\n{"type":"transaction"}\n${JSON.stringify(event)}`;
  }

  function post(body) {
    const headers = {
      'content-type': 'application/x-sentry-envelope',
      'content-length': Buffer.byteLength(body),
    };
    http
      .request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (response) => response.resume())
      .on('error', () => {})
      .end(body);
  }
}

module.exports = { init, setupExpressErrorHandler() {} };
