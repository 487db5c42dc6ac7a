import type { Integration } from '@vedette/core';
import { pageUrl } from '../page-url.ts';

/** Adds the page's address, where it was come to from, and the browser's name for itself to every event. */
export function httpContextIntegration(): Integration {
  return {
    name: 'HttpContext',
    preprocessEvent(event, _hint, client) {
      // On a server there is no page.
      if (!globalThis.location) {
        return;
      }
      // A worker has no document.
      const referrer = globalThis.document?.referrer;
      event.request = {
        url: pageUrl(location.href, client),
        ...event.request,
        headers: {
          ...(referrer && { Referer: pageUrl(referrer, client) }),
          'User-Agent': navigator.userAgent,
          ...event.request?.headers,
        },
      };
    },
  };
}
