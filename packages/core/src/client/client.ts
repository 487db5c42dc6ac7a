import { eventFromException, eventFromMessage } from '../event/from-error.ts';
import { normalize } from '../event/normalize.ts';
import { DEBUG, debug, setDebug, warn } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import type { Platform } from '../platform.ts';
import { registry } from '../scope/registry.ts';
import type { Client, ClientOptions, EventProcessor, Integration, Transport } from '../types/client.ts';
import { recordDroppedItems } from '../wire/categories.ts';
import { type Dsn, dsnToString, getEnvelopeUrl, parseDsn } from '../wire/dsn.ts';
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
  setDebug(!!given?.debug);
  const options = resolveOptions(given);
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
    isEnabled: () => !!transport && !closed,
    ...hooks,

    captureException(exception, hint = {}, scope) {
      const { captured } = registry();
      if (Object(exception) === exception) {
        if (captured.has(exception as object)) {
          return randomUuid();
        }
        captured.add(exception as object);
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

    captureEvent: (event, hint = {}, scope, isolation) =>
      pipeline.capture(() => event, { ...hint, event_id: event.event_id ?? hint.event_id }, scope, isolation),

    async sendEnvelope(envelope) {
      if (!client.isEnabled()) {
        return {};
      }
      hooks.emit('beforeEnvelope', envelope);
      try {
        return (await transport?.send(envelope)) ?? {};
      } catch {
        // Ours does not reject; a host's own may.
        recordDroppedItems(envelope[1], 'network_error', client.recordDroppedEvent);
        return {};
      }
    },

    recordDroppedEvent(reason, category, count) {
      if (options.sendClientReports && client.isEnabled()) {
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
      const idle = await pipeline.idle(timeoutMs);
      const leftMs = timeoutMs && Math.max(0, timeoutMs - (platform.now() - started) * 1000);
      sendReport();
      try {
        return ((await transport?.flush(leftMs)) ?? true) && idle;
      } catch {
        return false;
      }
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

  const transport = dsn && options.enabled ? guard(() => createClientTransport(dsn), undefined) : undefined;
  const pipeline = createPipeline(client, processors, integrations, send);
  if (options.dsn && !dsn) {
    warn(
      `Invalid Sentry Dsn: ${typeof options.dsn === 'string' ? options.dsn : typeof options.dsn}. Nothing is collected or sent.`,
    );
  } else if (DEBUG && !transport) {
    debug(`${options.dsn ? 'Disabled' : 'No DSN was given'}: nothing is collected or sent.`);
  }
  return client;

  function createClientTransport(to: Dsn): Transport {
    const url = getEnvelopeUrl(to, options.tunnel, sdk);
    const shared = { ...options.transportOptions, recordDroppedEvent: client.recordDroppedEvent };
    return (
      options.transport?.({ ...shared, url, tunnel: options.tunnel }) ??
      createTransport(
        { ...shared, now: platform.now, delay: platform.delay, rescue: (payload) => normalize(payload, 100, 1000) },
        ({ body }) => platform.send({ url, body, headers: options.transportOptions?.headers }),
      )
    );
  }

  function install(integration: Integration): void {
    integrations.set(integration.name, integration);
    const undoOne = installIntegration(integration, client);
    if (undoOne) {
      undo.push(undoOne);
    } else {
      integrations.delete(integration.name);
    }
  }

  function send({ event: seen, hint, scope, trace }: Outgoing): void {
    // A copy, because a host may freeze what it returns.
    const event = { ...seen, sdk: { ...client.getSdkMetadata(), ...seen.sdk } };
    hooks.emit('beforeSendEvent', event, hint);
    const { event_id } = event;
    const sent_at = new Date(platform.now() * 1000).toISOString();
    const attachments = [...(hint.attachments ?? []), ...scope.attachments].filter(Boolean);
    client
      .sendEnvelope([
        // Frozen as it came in, it may lack what a server needs.
        { event_id, sent_at, sdk, trace: trace.public_key ? trace : undefined, dsn: tunnelDsn },
        [eventItem(event), ...attachments.map(attachmentItem)],
      ])
      .then((response) => hooks.emit('afterSendEvent', event, response));
  }

  function sendReport(): void {
    stopReportTimer?.();
    stopReportTimer = undefined;
    const report = outcomes.takeReport(platform.now(), tunnelDsn);
    if (report) {
      client.sendEnvelope(report);
    }
  }
}
