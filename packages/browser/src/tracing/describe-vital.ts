import { type Client, getCurrentScope, type SpanAttributes } from '@vedette/core';
import type { MetricType } from 'web-vitals';
import { elementPath } from '../element-path.ts';
import { pageUrl } from '../page-url.ts';

/** Longest address told of an image, in characters. Source: Sentry's SDKs. */
const MAX_URL = 200;

/** A vital as it is now, and what explains it. Times in milliseconds of the page's clock. */
export interface Vital {
  /** Milliseconds; of the layout shift a number without unit. */
  value: number;
  /** Where the element is that caused it, readably. */
  element: string | undefined;
  startTime: number;
  /** The event's type, of an interaction. */
  event: string | undefined;
  attributes: SpanAttributes;
  /** The page at that time. */
  route: string | undefined;
}

/** What entries of the three kinds have between them. */
type Entry = PerformanceEntry &
  Partial<Pick<PerformanceEventTiming, 'target'>> &
  Partial<Pick<LargestContentfulPaint, 'element' | 'url' | 'size' | 'loadTime' | 'renderTime'>> & {
    value?: number;
    sources?: Array<{ node?: Node | null }>;
    targetSelector?: string;
  };

/** Looks at what caused a vital as soon as it is known: later the element may be gone from the page. */
export function describeVital({ name, value, entries, navigationType }: MetricType, client: Client): Vital {
  const all = entries as Entry[];
  // The largest of several shifts; otherwise there is one, or they belong together.
  const entry = all.reduce((most, other) => ((other.value ?? 0) > (most.value ?? 0) ? other : most), all[0] as Entry);
  const { startTime = 0, name: event, url } = entry ?? {};
  const element = entry && [entry, ...all].map(pathOf).find(Boolean);
  const key = name.toLowerCase();
  return {
    value,
    element,
    startTime,
    event,
    route: getCurrentScope().getScopeData().transactionName,
    attributes: {
      [key === 'cls' ? 'cls.source.1' : `${key}.element`]: element,
      [`${key}.loadState`]: loadStateAt(startTime),
      [`${key}.navigationType`]: navigationType,
      ...(key === 'lcp' && {
        'lcp.url': url && pageUrl(url, client).slice(0, MAX_URL),
        'lcp.size': entry?.size,
        'lcp.loadTime': entry?.loadTime,
        'lcp.renderTime': entry?.renderTime,
      }),
    },
  };
}

function pathOf({ element, target, sources, targetSelector }: Entry): string | undefined {
  const node = element ?? target ?? sources?.find(({ node }) => node)?.node;
  // Text shifts too.
  const found = node?.nodeType === 1 ? (node as Element) : node?.parentElement;
  return found ? elementPath(found) : targetSelector;
}

/** How far the page had loaded at a moment, in the words of the `web-vitals` library. */
function loadStateAt(ms: number): string {
  const [{ domInteractive, domContentLoadedEventStart, domComplete } = {} as PerformanceNavigationTiming] =
    performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isBefore = (moment: number): boolean => !moment || ms < moment;
  if (isBefore(domInteractive)) {
    return 'loading';
  }
  if (isBefore(domContentLoadedEventStart)) {
    return 'dom-interactive';
  }
  return isBefore(domComplete) ? 'dom-content-loaded' : 'complete';
}
