// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { captureEvent, captureMessage, cultureContextIntegration } from '../index.ts';

const { locale, timeZone, calendar } = Intl.DateTimeFormat().resolvedOptions();

it('every event tells language, time zone and calendar of the browser', () => {
  const { events } = startPage({ integrations: [cultureContextIntegration()] });
  captureMessage('here');
  expect(events()[0]?.contexts?.culture).toEqual({ locale, timezone: timeZone, calendar });
});

it('what the event says itself stays', () => {
  const { events } = startPage({ integrations: [cultureContextIntegration()] });
  captureEvent({ message: 'made by hand', contexts: { culture: { timezone: 'Europe/Vienna' } } });
  expect(events()[0]?.contexts?.culture).toEqual({ locale, timezone: 'Europe/Vienna', calendar });
});

it('nothing is asked before there is an event, and once for all of them', () => {
  const ask = vi.spyOn(Intl, 'DateTimeFormat');
  startPage({ integrations: [cultureContextIntegration()] });
  expect(ask).not.toHaveBeenCalled();
  captureMessage('one');
  captureMessage('two');
  expect(ask).toHaveBeenCalledOnce();
});

it('an event goes out where there is no Intl', () => {
  vi.stubGlobal('Intl', undefined);
  const { events } = startPage({ integrations: [cultureContextIntegration()] });
  captureMessage('here');
  vi.unstubAllGlobals();
  expect(events()[0]?.contexts?.culture).toEqual({});
});
