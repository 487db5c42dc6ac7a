import { addBreadcrumb, type Client, getClient, type Integration, type SeverityLevel, toText } from '@vedette/core';
import { componentName, elementPath } from '../element-path.ts';
import type { Subscribe } from '../instrument/channel.ts';
import { type ConsoleLevel, onConsole } from '../instrument/console.ts';
import { onDomAction } from '../instrument/dom.ts';
import { type FetchCall, onFetch } from '../instrument/fetch.ts';
import { onNavigation } from '../instrument/history.ts';
import { onXhr, type XhrCall } from '../instrument/xhr.ts';
import { isOwnRequest } from '../own-request.ts';
import { pageUrl } from '../page-url.ts';
import { undoAll } from '../undo-all.ts';

/** What leaves marks; everything does by default. */
export interface BreadcrumbsOptions {
  console?: boolean;
  dom?: boolean;
  fetch?: boolean;
  history?: boolean;
  xhr?: boolean;
  /** Events that were sent. */
  sentry?: boolean;
}

/**
 * Leaves marks of what happened before an error: console output, clicks and keys (where, never what), requests (method,
 * address, status), navigation. Source: event-payload, "Breadcrumbs".
 */
export function breadcrumbsIntegration(options: BreadcrumbsOptions = {}): Integration {
  return {
    name: 'Breadcrumbs',
    setup: (client) =>
      undoAll(
        Object.entries(SOURCES).map(
          ([name, start]) => (options[name as keyof BreadcrumbsOptions] ?? true) && start(client),
        ),
      ),
  };
}

const SOURCES: Record<keyof BreadcrumbsOptions, (client: Client) => () => void> = {
  console: (client) =>
    onConsole(client, (level, args) => {
      // `assert` says something only when its first argument does not hold.
      if (level === 'assert' && args[0]) {
        return;
      }
      addBreadcrumb(
        {
          category: 'console',
          message: args
            .map((value, index) => (level === 'assert' && index === 0 ? 'Assertion failed:' : toText(value)))
            .join(' '),
          level: SEVERITIES[level] ?? (level as SeverityLevel),
          data: { arguments: args, logger: 'console' },
        },
        { input: args, level },
      );
    }),

  dom: (client) =>
    onDomAction(client, (type, target) => {
      const name = componentName(target);
      addBreadcrumb(
        {
          category: type === 'click' ? 'ui.click' : 'ui.input',
          message: elementPath(target),
          data: name ? { 'ui.component_name': name } : undefined,
        },
        { target },
      );
    }),

  fetch: followRequests('fetch', onFetch),

  xhr: followRequests('xhr', onXhr),

  history: (client) =>
    onNavigation(client, (...urls) => {
      // As the page would write them: without origin when it is the page's own.
      const [from, to] = urls.map((url) => pageUrl(url, client).replace(location.origin, ''));
      addBreadcrumb({ category: 'navigation', data: { from, to } });
    }),

  sentry: (client) =>
    client.on('beforeSendEvent', ({ type, event_id, level, message, exception, transaction }) => {
      if (getClient() === client) {
        const thrown = exception?.values?.at(-1);
        const what = message ?? (thrown ? `${thrown.type}: ${thrown.value}` : transaction);
        addBreadcrumb({ category: `sentry.${type ?? 'event'}`, event_id, level, message: what });
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
    subscribe(client, ({ method, url, args: input, xhr }: RequestCall) => {
      if (isOwnRequest(url, client)) {
        return;
      }
      const startTimestamp = client.platform.now();
      return ({ status, failed, response }) => {
        addBreadcrumb(
          {
            type: 'http',
            category,
            level: failed || status >= 500 ? 'error' : status >= 400 ? 'warning' : undefined,
            data: { method, url: pageUrl(url, client), status_code: status || undefined },
          },
          { input, xhr, response, startTimestamp, endTimestamp: client.platform.now() },
        );
      };
    });
}

const SEVERITIES: Partial<Record<ConsoleLevel, SeverityLevel>> = { warn: 'warning', assert: 'error', trace: 'debug' };
