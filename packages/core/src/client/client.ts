import { eventFromException, eventFromMessage } from '../event/from-error.ts';
import { DEBUG, debug, setDebug, warn } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import type { Platform } from '../platform.ts';
import { registry } from '../scope/registry.ts';
import type { Client, ClientOptions, EventProcessor, Integration, Transport } from '../types/client.ts';
import { itemCounts } from '../wire/categories.ts';
import { dsnToString, getEnvelopeUrl, parseDsn } from '../wire/dsn.ts';
import { createTransport } from '../wire/transport.ts';
import { attachmentItem, eventItem } from './event-item.ts';
import { createHooks } from './hooks.ts';
import { installIntegration, resolveIntegrations } from './integrations.ts';
import { resolveOptions } from './options.ts';
import { createOutcomes } from './outcomes.ts';
import { createPipeline, type Outgoing } from './pipeline.ts';

/** Milliseconds between the first drop and the report of it. Source: wire-protocol, "Client reports". */
const REPORT_DELAY_MS = 60_000;

/** What an `init` knows, beside the host's options. */
export interface ClientSetup {
  platform: Platform;
  sdk: { name: string; version: string };
  defaultIntegrations: Integration[];
}

/**
 * The composition root: options and a platform become a client. Does nothing by itself until `init()` is called, and
 * nothing at all without a valid DSN.
 */
export function createClient(given: ClientOptions, { platform, sdk, defaultIntegrations }: ClientSetup): Client {
  const options = resolveOptions(given);
  setDebug(options.debug);
  const dsn = parseDsn(options.dsn);
  const tunnelDsn = dsn && options.tunnel ? dsnToString(dsn) : undefined;
  const hooks = createHooks();
  const outcomes = createOutcomes();
  const processors: EventProcessor[] = [];
  const integrations = new Map<string, Integration>();
  const undo: Array<() => void> = [];
  let closed = false;
  let stopReportTimer: (() => void) | undefined;

  const client: Client = {
    platform,
    getOptions: () => options,
    getDsn: () => dsn,
    getSdkMetadata: () => ({ ...sdk, integrations: [...integrations.keys()] }),
    getTransport: () => transport,
    isEnabled: () => options.enabled && !!transport && !closed,
    ...hooks,

    captureException(exception, hint = {}, scope) {
      const { captured } = registry();
      if (typeof exception === 'object' && exception !== null) {
        if (captured.has(exception)) {
          return randomUuid();
        }
        captured.add(exception);
      }
      return pipeline.capture(
        () => eventFromException(exception, hint, platform, options.attachStacktrace),
        { originalException: exception, ...hint },
        scope,
      );
    },

    captureMessage(message, level = 'info', hint = {}, scope) {
      return pipeline.capture(
        () => eventFromMessage(message, level, hint, platform, options.attachStacktrace),
        { originalException: message, ...hint },
        scope,
      );
    },

    captureEvent: (event, hint = {}, scope, isolation) => pipeline.capture(() => event, hint, scope, isolation),

    sendEnvelope(envelope) {
      hooks.emit('beforeEnvelope', envelope);
      if (!transport) {
        return Promise.resolve({});
      }
      // A host's own transport may reject, or resolve with nothing.
      return transport.send(envelope).then(
        (response) => response ?? {},
        () => {
          for (const [category, quantity] of envelope[1].flatMap(itemCounts)) {
            client.recordDroppedEvent('network_error', category, quantity);
          }
          return {};
        },
      );
    },

    recordDroppedEvent(reason, category, count) {
      if (options.sendClientReports) {
        outcomes.record(reason, category, count);
        stopReportTimer ??= platform.delay(() => guard(sendReport), REPORT_DELAY_MS);
      }
    },

    addEventProcessor: (processor) => void processors.push(processor),

    addIntegration(integration) {
      if (!integrations.has(integration.name)) {
        install(integration);
        guard(() => integration.afterAllSetup?.(client));
      }
    },

    getIntegrationByName: <T extends Integration>(name: string) => integrations.get(name) as T | undefined,

    async flush(timeoutMs) {
      hooks.emit('flush');
      const started = platform.now();
      await within(pipeline.idle(), timeoutMs);
      sendReport();
      const left = timeoutMs === undefined ? undefined : Math.max(0, timeoutMs - (platform.now() - started) * 1000);
      return transport ? within(transport.flush(left), left).then((flushed) => flushed ?? false, () => false) : true;
    },

    async close(timeoutMs) {
      const flushed = await client.flush(timeoutMs);
      closed = true;
      stopReportTimer?.();
      hooks.emit('close');
      for (const undoOne of undo.splice(0).reverse()) {
        guard(undoOne);
      }
      return flushed;
    },

    init() {
      if (client.isEnabled()) {
        const wanted = resolveIntegrations(options, defaultIntegrations);
        wanted.forEach(install);
        for (const integration of wanted) {
          guard(() => integration.afterAllSetup?.(client));
        }
        undo.push(platform.onExit(() => guard(sendReport)));
      }
    },
  };

  const transport = createClientTransport();
  const pipeline = createPipeline(client, processors, integrations, send);
  return client;

  function createClientTransport(): Transport | undefined {
    if (!dsn) {
      if (options.dsn) {
        warn(`Invalid Sentry Dsn: ${String(options.dsn)}. Nothing is collected or sent.`);
      } else if (DEBUG) {
        debug('No DSN was given. Nothing is collected or sent.');
      }
      return undefined;
    }
    const url = getEnvelopeUrl(dsn, options.tunnel, sdk);
    const { transportOptions, tunnel } = options;
    const { recordDroppedEvent } = client;
    if (options.transport) {
      const own = options.transport;
      return guard(() => own({ url, tunnel, recordDroppedEvent, ...transportOptions }), undefined);
    }
    return createTransport(
      { ...transportOptions, recordDroppedEvent, now: platform.now, delay: platform.delay },
      ({ body }) => platform.send({ url, body, headers: transportOptions?.headers }),
    );
  }

  function install(integration: Integration): void {
    integrations.set(integration.name, integration);
    const undoOne = installIntegration(integration, client);
    if (undoOne) {
      undo.push(undoOne);
    }
  }

  function send({ event, hint, scope, trace }: Outgoing): unknown {
    event.sdk = { ...client.getSdkMetadata(), ...event.sdk };
    hooks.emit('beforeSendEvent', event, hint);
    const headers = {
      event_id: event.event_id,
      sent_at: new Date(platform.now() * 1000).toISOString(),
      sdk,
      trace,
      ...(tunnelDsn && { dsn: tunnelDsn }),
    };
    const attachments = [...(hint.attachments ?? []), ...scope.attachments];
    client
      .sendEnvelope([headers, [eventItem(event), ...attachments.map(attachmentItem)]])
      .then((response) => hooks.emit('afterSendEvent', event, response));
    return undefined;
  }

  function sendReport(): void {
    stopReportTimer?.();
    stopReportTimer = undefined;
    const report = outcomes.takeReport(platform.now(), tunnelDsn);
    if (report) {
      client.sendEnvelope(report);
    }
  }

  /** A promise's value, or `undefined` when it takes longer. */
  function within<T>(promise: PromiseLike<T>, timeoutMs?: number): Promise<T | undefined> {
    if (timeoutMs === undefined) {
      return Promise.resolve(promise);
    }
    return new Promise((resolve, reject) => {
      const stop = platform.delay(() => resolve(undefined), timeoutMs);
      promise.then((value) => {
        stop();
        resolve(value);
      }, reject);
    });
  }
}
