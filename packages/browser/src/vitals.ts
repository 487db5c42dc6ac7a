/** The `web-vitals` library. In a build, `build/inline-web-vitals.ts` leaves out of it what is not asked for here. */
export { onCLS } from 'web-vitals/onCLS.js';
export { onFCP } from 'web-vitals/onFCP.js';
export { onINP } from 'web-vitals/onINP.js';
export { onLCP } from 'web-vitals/onLCP.js';
