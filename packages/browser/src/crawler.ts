/**
 * What machines that read pages call themselves. The letter before `bot` spares phones whose maker is called Cubot. A browser
 * that a test drives says nothing of the kind.
 */
const CRAWLER = /[^u]bot\b|spider|crawler|slurp|externalhit|-google|lighthouse/i;

/** Whether this is not a person's browser but a machine that reads pages: for a search engine, a preview, a model. */
export function isBotUserAgent(userAgent = globalThis.navigator?.userAgent): boolean {
  return CRAWLER.test(userAgent);
}
