import { matchesSome } from '../lib/match-pattern.ts';
import type { EventFiltersOptions, Integration } from '../types/client.ts';
import type { Event } from '../types/event.ts';

/**
 * Drops errors, messages and transactions that the lists name, here or in the client's options of the same names, and
 * errors that nobody can act upon. Counted as `event_processor`. Source: sdk-behaviour, "Filters".
 */
export function eventFiltersIntegration(options: EventFiltersOptions = {}): Integration {
  return createEventFilters(options, NOISE);
}

/** The same for runtimes that tell noise by themselves: messages that match `noise` are dropped, by default none. */
export function createEventFilters(options: EventFiltersOptions = {}, noise?: RegExp): Integration {
  return {
    name: 'EventFilters',
    processEvent: (event, _, client) => (isUnwanted(event, [options, client.getOptions()], noise) ? null : event),
  };
}

/** Messages that say nothing about the page: from scripts of other origins, from extensions and web views. */
const NOISE =
  /^(Java.+)?Script error\.?( on line 0)?$|^ResizeObserver loop|(property|variable): (googletag|gmo|_Autofill\w+)$|"solana"$|^undefined .+'a\.[A-Z]'\)$|^vv\(\)\.getRestrictions|MethodName:simulateEvent|^Java (exception|object) /;

function isUnwanted(
  { type, message, transaction, exception }: Event,
  given: EventFiltersOptions[],
  noise: RegExp | undefined,
): unknown {
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
  const { type: name, value, stacktrace } = values.at(-1) ?? {};
  const texts = [message, value, name && `${name}: ${value}`];
  // What stands in brackets (`<anonymous>`, `[native code]`) is no file.
  const file = stacktrace?.frames?.filter(({ filename = '<' }) => !/^[<[]/.test(filename)).at(-1)?.filename;
  return (
    texts.some((text) => matches('ignoreErrors', text) || (text && !keepsNoise && noise?.test(text))) ||
    // Nothing that tells one from another.
    (values[0] && !message && values.every((one) => one.type === 'Error' && !one.value && !one.stacktrace)) ||
    matches('denyUrls', file) ||
    matches('allowUrls', file) === false
  );
}
