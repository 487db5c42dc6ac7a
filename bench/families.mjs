/** The families, in the order they run and stand on the page: each is one file, loaded when it is its turn. */
export const families = {
  size: async () => (await import('./size.mjs')).size,
  start: async () => (await import('./start.mjs')).start,
  memory: async () => (await import('./memory.mjs')).memory,
  request: async () => (await import('./request.mjs')).request,
  capture: async () => (await import('./capture.mjs')).capture,
  span: async () => (await import('./span.mjs')).span,
  breadcrumb: async () => (await import('./breadcrumb.mjs')).breadcrumb,
  core: async () => (await import('./core.mjs')).core,
  browser: async () => (await import('./browser.mjs')).browser,
  crash: async () => (await import('./crash.mjs')).crash,
  fate: async () => (await import('./fate.mjs')).fate,
  flood: async () => (await import('./flood.mjs')).flood,
  privacy: async () => (await import('./privacy.mjs')).privacy,
  receiver: async () => (await import('./receiver.mjs')).receiver,
  scale: async () => (await import('./scale.mjs')).scale,
  guard: async () => (await import('./guard.mjs')).guard,
  soak: async () => (await import('./soak.mjs')).soak,
};

/**
 * Families that run only when they are named, by mode: a soak takes half an hour, core's figures are the same work as those
 * of capture, span and breadcrumb once more, and the guard compares us with nobody but ourselves. `keeps`: those whose last
 * result stays on the page.
 */
export const ON_DEMAND = { full: ['soak'], quick: ['soak', 'core', 'guard'], keeps: ['soak', 'guard'] };

/** What a family has when it is to be quick, in milliseconds. Browsers take their time to start. */
export function quickMsOf(name) {
  return name === 'browser' ? 10_000 : 4000;
}
