import { type Integration, scrubUrl } from '@vedette/core';

/** Adds the page's address, where it was come to from, and the browser's name for itself to every event. */
export function httpContextIntegration(): Integration {
  return {
    name: 'HttpContext',
    preprocessEvent(event) {
      // A worker has no document.
      const referrer = globalThis.document?.referrer;
      event.request = {
        url: scrubUrl(location.href),
        ...event.request,
        headers: {
          ...(referrer && { Referer: scrubUrl(referrer) }),
          'User-Agent': navigator.userAgent,
          ...event.request?.headers,
        },
      };
    },
  };
}
