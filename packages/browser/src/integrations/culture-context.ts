import { guard, type Integration } from '@vedette/core';

/**
 * Adds the language, the time zone and the calendar of the browser to every event, as `contexts.culture`. They are asked
 * for when the first event is captured: the first use of `Intl` takes milliseconds.
 */
export function cultureContextIntegration(): Integration {
  let culture: Record<string, unknown> | undefined;
  return {
    name: 'CultureContext',
    preprocessEvent(event) {
      culture ??= guard(readCulture, {});
      event.contexts = { ...event.contexts, culture: { ...culture, ...event.contexts?.culture } };
    },
  };
}

function readCulture(): Record<string, unknown> {
  const { locale, timeZone, calendar } = Intl.DateTimeFormat().resolvedOptions();
  return { locale, timezone: timeZone, calendar };
}
