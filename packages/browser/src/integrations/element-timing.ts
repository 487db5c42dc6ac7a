import { type Integration, startInactiveSpan } from '@vedette/core';
import { elementPath } from '../element-path.ts';
import { pageUrl } from '../page-url.ts';
import { observe, toEpoch } from '../tracing/observe.ts';

/** Not in TypeScript's library yet. Times in milliseconds of the page's clock, 0 where it is not told. */
interface ElementTiming extends PerformanceEntry {
  identifier: string;
  element: Element | null;
  id: string;
  url: string;
  naturalWidth: number;
  naturalHeight: number;
  loadTime: number;
  renderTime: number;
}

/**
 * A span for each element with the attribute `elementtiming`, from when it was loaded, or was first wanted, until it was
 * painted; below the page load or navigation under way, and none outside of one.
 */
export function elementTimingIntegration(): Integration {
  return {
    name: 'ElementTiming',
    setup: (client) =>
      observe<ElementTiming>('element', (entry) => {
        const { identifier, element, id, url, naturalWidth, naturalHeight, loadTime, renderTime, name } = entry;
        const painted = renderTime || loadTime;
        if (identifier) {
          startInactiveSpan({
            name: `element[${identifier}]`,
            op: 'ui.elementtiming',
            onlyIfParent: true,
            startTime: toEpoch(loadTime || painted),
            attributes: {
              'sentry.origin': 'auto.ui.browser.elementtiming',
              'element.identifier': identifier,
              'element.paint_type': name,
              'element.id': id || undefined,
              'element.path': element ? elementPath(element) : undefined,
              'element.url': url ? pageUrl(url, client) : undefined,
              'element.size': naturalWidth ? `${naturalWidth}x${naturalHeight}` : undefined,
              'element.load_time': loadTime,
              'element.render_time': renderTime,
            },
          }).end(toEpoch(painted));
        }
      }),
  };
}
