import {
  addBreadcrumb,
  type Client,
  getClient,
  type Integration,
  type SeverityLevel,
  toText,
  undoAll,
} from '@vedette/core';
import { componentName, elementPath } from '../element-path.ts';
import { bodyBytes } from '../instrument/body-bytes.ts';
import type { Subscribe } from '../instrument/channel.ts';
import { type ConsoleLevel, onConsole } from '../instrument/console.ts';
import { onDomAction } from '../instrument/dom.ts';
import { type FetchCall, onFetch } from '../instrument/fetch.ts';
import { onNavigation } from '../instrument/history.ts';
import { onXhr, type XhrCall } from '../instrument/xhr.ts';
import { isOwnRequest } from '../own-request.ts';
import { pageUrl } from '../page-url.ts';

/** What leaves marks; everything does by default. */
export interface BreadcrumbsOptions {
  console?: boolean;
  dom?: boolean | DomOptions;
  fetch?: boolean;
  history?: boolean;
  xhr?: boolean;
  /** Events that were sent. */
  sentry?: boolean;
}

/** How an element is described. */
interface DomOptions {
  /** Attributes that stand in place of id and classes where an element has any of them. @default none */
  serializeAttribute?: string | string[];
  /** Longest description, in characters, 1024 at most. @default 80 */
  maxStringLength?: number;
}

/**
 * Leaves marks of what happened before an error: console output, clicks and keys (where, never what), requests (method,
 * address, status, sizes, duration), navigation. Source: event-payload, "Breadcrumbs".
 */
export function breadcrumbsIntegration(options: BreadcrumbsOptions = {}): Integration {
  return {
    name: 'Breadcrumbs',
    setup: (client) =>
      undoAll(
        Object.entries(SOURCES).map(([name, start]) => {
          const option = options[name as keyof BreadcrumbsOptions] ?? true;
          return option && start(client, Object(option));
        }),
      ),
  };
}

const SOURCES: Record<keyof BreadcrumbsOptions, (client: Client, options: DomOptions) => () => void> = {
  console: (client) =>
    onConsole(client, (level, args) => {
      const asserts = level === 'assert';
      // It says something only when its first argument does not hold.
      if (asserts && args[0]) {
        return;
      }
      const said = asserts ? args.slice(1) : args;
      const text = said.map(toText).join(' ');
      addBreadcrumb(
        {
          category: 'console',
          message: asserts ? `Assertion failed: ${text || 'console.assert'}` : text,
          level: SEVERITIES[level] ?? (level as SeverityLevel),
          data: { arguments: said, logger: 'console' },
        },
        { input: args, level },
      );
    }),

  dom: (client, { serializeAttribute = [], maxStringLength }) => {
    const preferred = [serializeAttribute].flat();
    const maxLength = maxStringLength && Math.min(maxStringLength, MAX_PATH_LENGTH);
    return onDomAction(client, (event, target) => {
      const name = componentName(target);
      addBreadcrumb(
        {
          category: event.type === 'click' ? 'ui.click' : 'ui.input',
          message: elementPath(target, preferred, maxLength),
          data: name ? { 'ui.component_name': name } : undefined,
        },
        { event, name: event.type, global: true },
      );
    });
  },

  fetch: followRequests('fetch', onFetch),

  xhr: followRequests('xhr', onXhr),

  history: (client) =>
    onNavigation(client, (...urls) => {
      // As the page would write them: without origin when it is the page's own.
      const [from, to] = urls.map((url) => pageUrl(url, client).replace(location.origin, ''));
      addBreadcrumb({ category: 'navigation', data: { from, to } });
    }),

  sentry: (client) =>
    client.on('beforeSendEvent', (event) => {
      if (getClient() === client) {
        const { type, event_id, level, message, exception, transaction } = event;
        const thrown = exception?.values?.at(-1);
        const what = message ?? (thrown ? `${thrown.type}: ${thrown.value}` : transaction);
        addBreadcrumb({ category: `sentry.${type ?? 'event'}`, event_id, level, message: what }, { event });
      }
    }),
};

/** A call of either kind. */
type RequestCall = Partial<FetchCall & XhrCall> & Pick<FetchCall, 'method' | 'url'>;

/* @__NO_SIDE_EFFECTS__ */
function followRequests(
  category: 'fetch' | 'xhr',
  subscribe: Subscribe<[FetchCall]> | Subscribe<[XhrCall]>,
): (client: Client) => () => void {
  return (client) =>
    subscribe(client, ({ method, url, body, args, xhr }: RequestCall) => {
      if (isOwnRequest(url, client)) {
        return;
      }
      const startTimestamp = nowMs(client);
      return ({ status, failed, error, response, bodyBytes: response_body_size }) => {
        const endTimestamp = nowMs(client);
        addBreadcrumb(
          {
            type: 'http',
            category,
            level: failed || status >= 500 ? 'error' : status >= 400 ? 'warning' : undefined,
            data: {
              method,
              url: pageUrl(url, client),
              status_code: status || undefined,
              request_body_size: bodyBytes(body),
              response_body_size,
              duration_ms: Math.round(endTimestamp - startTimestamp),
            },
          },
          { input: args ?? body, data: error, xhr, response, startTimestamp, endTimestamp },
        );
      };
    });
}

function nowMs(client: Client): number {
  return client.platform.now() * 1000;
}

/** Source: sdk-behaviour, browser integrations. */
const MAX_PATH_LENGTH = 1024;

const SEVERITIES: Partial<Record<ConsoleLevel, SeverityLevel>> = { warn: 'warning', assert: 'error', trace: 'debug' };
