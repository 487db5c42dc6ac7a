import {
  addBreadcrumb,
  type Client,
  getClient,
  guard,
  type Integration,
  type SeverityLevel,
  scrubUrl,
} from '@vedette/core';
import { componentName, elementPath } from '../element-path.ts';
import type { End } from '../instrument/channel.ts';
import { type ConsoleLevel, onConsole } from '../instrument/console.ts';
import { onDomAction } from '../instrument/dom.ts';
import { onFetch } from '../instrument/fetch.ts';
import { onNavigation } from '../instrument/history.ts';
import { onXhr } from '../instrument/xhr.ts';
import { isOwnRequest } from '../own-request.ts';
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
    setup(client) {
      const undo: Array<() => void> = [];
      for (const [name, start] of Object.entries(SOURCES)) {
        if (options[name as keyof BreadcrumbsOptions] ?? true) {
          undo.push(start(client));
        }
      }
      return undoAll(undo);
    },
  };
}

const SOURCES: Record<keyof BreadcrumbsOptions, (client: Client) => () => void> = {
  console: (client) =>
    onConsole(client, ({ level, args }) => {
      // `assert` says something only when its first argument does not hold.
      if (level === 'assert' && args[0]) {
        return;
      }
      const said = level === 'assert' ? ['Assertion failed:', ...args.slice(1)] : args;
      addBreadcrumb(
        {
          category: 'console',
          message: said.map(toText).join(' '),
          level: SEVERITIES[level] ?? (level as SeverityLevel),
          data: { arguments: args, logger: 'console' },
        },
        { input: args, level },
      );
    }),

  dom: (client) =>
    onDomAction(client, ({ kind, target }) => {
      const name = componentName(target);
      addBreadcrumb(
        {
          category: kind === 'click' ? 'ui.click' : 'ui.input',
          message: elementPath(target),
          data: name ? { 'ui.component_name': name } : undefined,
        },
        { target },
      );
    }),

  fetch: (client) =>
    onFetch(client, ({ method, url, args }) => {
      if (!isOwnRequest(url, client)) {
        const startTimestamp = client.platform.now();
        return (end) => {
          addRequest('fetch', method, url, end, { input: args, response: end.response, startTimestamp });
        };
      }
    }),

  xhr: (client) =>
    onXhr(client, ({ method, url, xhr }) => {
      if (!isOwnRequest(url, client)) {
        const startTimestamp = client.platform.now();
        return (end) => addRequest('xhr', method, url, end, { xhr, startTimestamp });
      }
    }),

  history: (client) =>
    onNavigation(client, ({ from, to }) => {
      addBreadcrumb({ category: 'navigation', data: { from: relative(from), to: relative(to) } });
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

function addRequest(
  category: 'fetch' | 'xhr',
  method: string,
  url: string,
  { status, failed }: End,
  hint: Record<string, unknown>,
): void {
  const level = failed || status >= 500 ? 'error' : status >= 400 ? 'warning' : undefined;
  addBreadcrumb(
    { type: 'http', category, level, data: { method, url: scrubUrl(url), status_code: status || undefined } },
    { ...hint, endTimestamp: getClient()?.platform.now() },
  );
}

/** A value as text; one that refuses to be text leaves the rest of the line readable. */
function toText(value: unknown): string {
  return guard(() => String(value), '[value cannot be serialized]');
}

const SEVERITIES: Partial<Record<ConsoleLevel, SeverityLevel>> = { warn: 'warning', assert: 'error', trace: 'debug' };

/** A URL as the page would write it: without origin when it is the page's own. */
function relative(url: string): string {
  const clean = scrubUrl(url);
  return clean.startsWith(location.origin) ? clean.slice(location.origin.length) : clean;
}
