import { matchesSome } from '../lib/match-pattern.ts';
import type { EventFiltersOptions, Integration } from '../types/client.ts';
import type { Event } from '../types/event.ts';

/**
 * Drops errors, messages and transactions that the lists name, here or in the client's options of the same names, and
 * errors that nobody can act upon. Counted as `event_processor`. Source: sdk-behaviour, "Filters".
 */
export function eventFiltersIntegration(options: EventFiltersOptions = {}): Integration {
  return {
    name: 'EventFilters',
    processEvent: (event, _, client) => (isUnwanted(event, [options, client.getOptions()]) ? null : event),
  };
}

/** Messages that say nothing about the page: from scripts of other origins, from extensions and web views. */
const NOISE =
  /^(Javascript error: )?Script error\.?( on line 0)?$|^ResizeObserver loop |property:? "?(googletag$|solana")|variable: (gmo$|_Autofill)|^undefined .+'a\.[A-Z]'\)$|vv\(\)\.getRestrictions|, MethodName:simulateEvent|^Java (exception was raised|object is gone)/;

function isUnwanted({ type, message, transaction, exception }: Event, given: EventFiltersOptions[]): unknown {
  /** False only when there were patterns and a text, and none matched. Empty patterns, and a list that is none, do no harm. */
  const matches = (list: Exclude<keyof EventFiltersOptions, 'disableErrorDefaults'>, text?: string) => {
    const patterns = given.flatMap((options) => options[list] ?? []).filter(Boolean);
    return text && patterns[0] && matchesSome(text, patterns);
  };
  if (type) {
    return type === 'transaction' && matches('ignoreTransactions', transaction);
  }
  const keepsNoise = given.some((options) => options.disableErrorDefaults);
  const values = exception?.values ?? [];
  // The captured error; its causes come before it.
  const thrown = values.at(-1);
  const texts = [message, thrown?.value, thrown?.type && `${thrown.type}: ${thrown.value}`];
  const file = thrown?.stacktrace?.frames
    ?.filter(({ filename }) => filename !== '<anonymous>' && filename !== '[native code]')
    .pop()?.filename;
  return (
    texts.some((text) => matches('ignoreErrors', text) || (text && !keepsNoise && NOISE.test(text))) ||
    // Nothing that tells one from another.
    (thrown && !message && values.every((one) => one.type === 'Error' && !one.value && !one.stacktrace)) ||
    matches('denyUrls', file) ||
    matches('allowUrls', file) === false
  );
}
