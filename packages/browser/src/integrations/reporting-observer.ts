import { type Client, captureMessage, getClient, guard, type Integration, undoAll, withScope } from '@vedette/core';
import { listen } from '../instrument/listen.ts';
import { isOwnRequest } from '../own-request.ts';
import { pageUrl } from '../page-url.ts';

type ReportType = 'crash' | 'deprecation' | 'intervention' | 'csp-violation';

export interface ReportingObserverOptions {
  /**
   * What to report. What a Content-Security-Policy blocks is told by every engine, the rest by Chromium alone.
   * @default ['crash', 'deprecation', 'intervention', 'csp-violation']
   */
  types?: ReportType[];
}

/** What browsers report; not in TypeScript's DOM. */
interface Report {
  type: string;
  url: string;
  body?: Record<string, unknown> | null;
}

/**
 * A message for each report of the browser about the page: features that will go, what it refused to do, what a
 * Content-Security-Policy blocked. Also those from before `init`, where the browser kept them.
 */
export function reportingObserverIntegration({
  types = ['crash', 'deprecation', 'intervention', 'csp-violation'],
}: ReportingObserverOptions = {}): Integration {
  return {
    name: 'ReportingObserver',
    setup(client) {
      const { ReportingObserver: Observer } = globalThis as {
        ReportingObserver?: new (...args: unknown[]) => Observer;
      };
      const report = (one: Report): void =>
        guard(() => {
          if (client === getClient()) {
            captureReport(one, client);
          }
        });
      const observed = types.filter((type) => type !== 'csp-violation');
      const observer =
        Observer && observed[0]
          ? new Observer((reports: Report[]) => reports.forEach(report), { buffered: true, types: observed })
          : undefined;
      observer?.observe();
      return undoAll([
        () => observer?.disconnect(),
        types.includes('csp-violation') &&
          listen<SecurityPolicyViolationEvent>('securitypolicyviolation', (violation) => {
            // To report that reports are blocked would be blocked again.
            if (!isOwn(violation.blockedURI, client)) {
              report({ type: 'csp-violation', url: violation.documentURI, body: describe(violation, client) });
            }
          }),
      ]);
    },
  };
}

interface Observer {
  observe(): void;
  disconnect(): void;
}

function captureReport({ type, url, body }: Report, client: Client): void {
  withScope((scope) => {
    scope.setExtra('url', pageUrl(url, client));
    const plain: Record<string, unknown> = {};
    // What a report says are getters of its prototype.
    for (const name in body) {
      plain[name] = body[name];
    }
    if (body) {
      scope.setExtra('body', plain);
    }
    const { message, crashId, reason } = plain;
    const details = type === 'crash' ? [crashId, reason].filter(Boolean).join(' ') : message;
    captureMessage(`ReportingObserver [${type}]: ${details || 'No details available'}`);
  });
}

function describe(violation: SecurityPolicyViolationEvent, client: Client): Record<string, unknown> {
  const { blockedURI, effectiveDirective, disposition, sourceFile, lineNumber, columnNumber, sample } = violation;
  // `inline`, `eval` and the like are words, not addresses.
  const blocked = pageUrl(blockedURI, client);
  return {
    message: `${effectiveDirective} blocked ${blocked.replace(/[?#].*/s, '')}`,
    blockedURI: blocked,
    effectiveDirective,
    disposition,
    sourceFile: pageUrl(sourceFile ?? '', client),
    lineNumber,
    columnNumber,
    sample,
  };
}

/** Whether it is our backend that was blocked; of other origins browsers may tell the origin alone. */
function isOwn(url: string, client: Client): boolean {
  const { host } = client.getDsn() ?? {};
  return !!isOwnRequest(url, client) || (!!host && url.includes(host));
}
