import { type Integration, scrubUrl } from '@vedette/core';

/** Adds the page's address, where it was come to from, and the browser's name for itself to every event. */
export function httpContextIntegration(): Integration {
  return {
    name: 'HttpContext',
    preprocessEvent(event) {
      const { location, document, navigator } = globalThis as Partial<typeof globalThis>;
      const referrer = document?.referrer;
      event.request = {
        ...(location && { url: scrubUrl(location.href) }),
        ...event.request,
        headers: {
          ...(referrer && { Referer: scrubUrl(referrer) }),
          ...(navigator && { 'User-Agent': navigator.userAgent }),
          ...event.request?.headers,
        },
      };
    },
  };
}
