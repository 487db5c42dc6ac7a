import { eventFromException, eventFromMessage } from '../event/from-error.ts';
import { sanitize } from '../event/normalize.ts';
import { withStackParser } from '../event/stack.ts';
import { collectsUserInfo } from '../lib/collects-user-info.ts';
import { DEBUG, debug, setDebug, warn } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import { within } from '../lib/within.ts';
import type { Platform } from '../platform.ts';
import { createConsent } from '../privacy/consent.ts';
import { createScrubber } from '../privacy/scrub.ts';
import { wasCaptured } from '../scope/registry.ts';
import type {
  Client,
  ClientOptions,
  DropReason,
  EventProcessor,
  Integration,
  Transport,
  TransportResponse,
} from '../types/client.ts';
import type { Envelope, EnvelopeItem } from '../types/envelope.ts';
import { recordDroppedItems } from '../wire/categories.ts';
import { dsnToString, getEnvelopeUrl, parseDsn } from '../wire/dsn.ts';
import { shrink } from '../wire/shrink.ts';
import { createTransport } from '../wire/transport.ts';
import { createHooks } from './hooks.ts';
import { resolveIntegrations, setUpIntegration } from './integrations.ts';
import { resolveOptions } from './options.ts';
import { createOutcomes } from './outcomes.ts';
import { createPipeline } from './pipeline.ts';

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
export function createClient(given: ClientOptions, setup: ClientSetup): Client {
  setDebug(!!given?.debug);
  const options = resolveOptions(given);
  const { sdk, defaultIntegrations } = setup;
  const platform = withStackParser(setup.platform, options.stackParser);
  const { tunnel, transportOptions, normalizeDepth, attachStacktrace } = options;
  const dsn = parseDsn(options.dsn);
  // Whether the backend may take the address that a request comes from for that of a person. Servers are none.
  const isPersonal = platform.name === 'javascript' && collectsUserInfo(options);
  const settings = { infer_ip: isPersonal ? ('auto' as const) : ('never' as const) };
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
    getSdkMetadata: () => ({ ...sdk, integrations: client.getIntegrationNames(), settings }),
    getTransport: () => transport,
    isEnabled: () => !!transport && !closed,
    ...hooks,

    captureException: (exception, hint = {}, scope) =>
      wasCaptured(exception)
        ? randomUuid()
        : pipeline.capture(
            () => eventFromException(exception, hint, platform, attachStacktrace),
            { originalException: exception, ...hint },
            scope,
          ),

    captureMessage: (message, level = 'info', hint = {}, scope) =>
      pipeline.capture(
        () => eventFromMessage(message, level, hint, platform, attachStacktrace),
        { originalException: message, ...hint },
        scope,
      ),

    captureEvent: (event, hint = {}, scope, isolation) =>
      wasCaptured(hint.originalException)
        ? randomUuid()
        : pipeline.capture(() => event, { ...hint, event_id: event.event_id ?? hint.event_id }, scope, isolation),

    async sendEnvelope(given) {
      if (!client.isEnabled()) {
        return {};
      }
      try {
        const [headers, items] = given;
        const sent_at = new Date(platform.now() * 1000).toISOString();
        // Only a tunnel needs to be told where to.
        const to = tunnel && dsn && dsnToString(dsn);
        const trace = headers.trace && sanitize(headers.trace, rules);
        const envelope: Envelope = [{ sent_at, sdk, dsn: to, ...headers, trace }, items.map(clean)];
        hooks.emit('beforeEnvelope', envelope);
        return await consent.send(envelope);
      } catch {
        // A page may have broken what we need. Nobody waits for us here: the host would hear of a rejection.
        guard(() => drop(given, 'internal_sdk_error'));
        return {};
      }
    },

    recordDroppedEvent(reason, category, count, isAgain) {
      if (options.sendClientReports && client.isEnabled()) {
        outcomes.record(reason, category, count);
        // What could not be told goes with what comes next: a backend that is gone is not asked every minute.
        stopReportTimer ??= isAgain ? undefined : platform.delay(() => guard(sendReport), REPORT_DELAY_MS);
      }
    },

    addEventProcessor: (processor) => void processors.push(processor),
    getEventProcessors: () => processors,
    addIntegration: (integration) => install([integration].filter(({ name }) => !integrations.has(name))),
    getIntegrationNames: () => [...integrations.keys()],
    registerCleanup: (cleanup) => void undo.push(cleanup),
    getIntegrationByName: <T extends Integration>(name: string) => integrations.get(name) as T | undefined,

    flush(timeoutMs) {
      hooks.emit('flush');
      const sent = pipeline.idle().then(() => {
        sendReport();
        return transport?.flush();
      });
      return within(sent, platform.delay, timeoutMs);
    },

    async close(timeoutMs) {
      hooks.emit('beforeClose');
      const flushed = await client.flush(timeoutMs);
      closed = true;
      stopReportTimer?.();
      hooks.emit('close');
      for (const undoOne of undo.splice(0).reverse()) {
        guard(undoOne);
      }
      return flushed;
    },

    dispose: () => void client.close(0),

    init() {
      if (client.isEnabled()) {
        install(resolveIntegrations(options, defaultIntegrations));
        undo.push(platform.onExit(() => guard(sendReport)));
      }
    },
  };

  const url = dsn && getEnvelopeUrl(dsn, tunnel, sdk);
  const transport = url && options.enabled ? guard(() => createClientTransport(url), undefined) : undefined;
  const consent = createConsent(options.consent, deliver, drop);
  hooks.on('consent', (state) => {
    consent.set(state);
    sendReport();
  });
  const rules = {
    depth: normalizeDepth || Number.POSITIVE_INFINITY,
    breadth: options.normalizeMaxBreadth,
    scrubber: createScrubber(options),
    onCut: (spans: number) => client.recordDroppedEvent('buffer_overflow', 'span', spans),
  };
  const pipeline = createPipeline(client, { processors, sanitize: (event) => sanitize(event, rules) });
  if (options.dsn && !dsn) {
    warn(
      `Invalid Sentry Dsn: ${typeof options.dsn === 'string' ? options.dsn : typeof options.dsn}. Nothing is collected or sent.`,
    );
  } else if (DEBUG && !transport) {
    debug(`${options.dsn ? 'Disabled' : 'No DSN was given'}: nothing is collected or sent.`);
  }
  return client;

  function createClientTransport(to: string): Transport {
    const { now, delay } = platform;
    const { recordDroppedEvent } = client;
    const { on } = hooks;
    const { consent: state } = options;
    const parts = { ...transportOptions, recordDroppedEvent, now, delay, shrink, url: to, tunnel, on, consent: state };
    return (
      options.transport?.(parts) ??
      // What waited to be tried again when consent was taken back does not leave either.
      createTransport(parts, async ({ body }) => {
        if (!consent.isGranted()) {
          throw new Error('there is no consent');
        }
        return platform.send({ ...transportOptions, url: to, body });
      })
    );
  }

  async function deliver(envelope: Envelope): Promise<TransportResponse> {
    try {
      return (await transport?.send(envelope)) ?? {};
    } catch {
      // Ours does not reject; a host's own may.
      drop(envelope, 'network_error');
      return {};
    }
  }

  function drop([, items]: Envelope, reason: DropReason): void {
    recordDroppedItems(items, reason, client.recordDroppedEvent);
  }

  /** Bytes are the host's own and stay as they are; what is sent by the batch was measured before. */
  function clean([headers, payload]: EnvelopeItem): EnvelopeItem {
    const isBytes = headers.type === 'attachment' || payload instanceof Uint8Array;
    // Sessions hold nothing of the host's but who they are of: a page that sends one when it starts need not learn yet what
    // secrets look like, which was a fifth of its start.
    const given = {
      ...rules,
      maxBytes: headers.item_count ? Number.POSITIVE_INFINITY : undefined,
      scrubber: headers.type === 'session' ? undefined : rules.scrubber,
    };
    return [sanitize(headers, given), isBytes ? payload : sanitize(payload, given)];
  }

  function install(wanted: Integration[]): void {
    for (const integration of wanted) {
      guard(() => integration.beforeSetup?.(client));
    }
    for (const integration of wanted) {
      integrations.set(integration.name, integration);
      const undoOne = setUpIntegration(integration, client);
      if (undoOne) {
        undo.push(undoOne);
      } else {
        integrations.delete(integration.name);
      }
    }
    for (const integration of wanted) {
      guard(() => integration.afterAllSetup?.(client));
    }
  }

  function sendReport(): void {
    stopReportTimer?.();
    stopReportTimer = undefined;
    const report = consent.isGranted() && outcomes.takeReport(platform.now());
    if (report) {
      client.sendEnvelope([{}, [report]]);
    }
  }
}
