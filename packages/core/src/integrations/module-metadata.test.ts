import { afterEach, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureEvent } from '../capture/capture.ts';
import type { Event, StackFrame } from '../types/event.ts';
import { moduleMetadataIntegration } from './module-metadata.ts';

const page = globalThis as { _sentryModuleMetadata?: unknown };

afterEach(() => {
  delete page._sentryModuleMetadata;
});

const stackIn = (file: string): string =>
  `Error\n    at https://a.example/${file}:1:1\n    at https://a.example/loader.js:9:9`;

/** What `beforeSend` sees of the frames of an event, and what is sent of them. */
function frames(...files: string[]): Record<'seen' | 'sent', StackFrame[] | undefined> {
  let seen: StackFrame[] | undefined;
  const core = setupCore({
    integrations: [moduleMetadataIntegration()],
    beforeSend(event) {
      seen = structuredClone(framesOf(event));
      return event;
    },
  });
  const stack = files.map((file) => ({ filename: `https://a.example/${file}`, lineno: 1 }));
  captureEvent({ exception: { values: [{ type: 'Error', value: 'x', stacktrace: { frames: stack } }] } });
  return { seen, sent: framesOf(core.events()[0]) };
}

const framesOf = (event?: Event): StackFrame[] | undefined => event?.exception?.values?.[0]?.stacktrace?.frames;

test('frames of a file carry what a plugin said of it, until the event is sent', () => {
  page._sentryModuleMetadata = { [stackIn('app.js')]: { team: 'shop' } };
  expect(frames('app.js', 'lib.js')).toEqual({
    seen: [
      { filename: 'https://a.example/app.js', lineno: 1, module_metadata: { team: 'shop' } },
      { filename: 'https://a.example/lib.js', lineno: 1 },
    ],
    sent: [
      { filename: 'https://a.example/app.js', lineno: 1 },
      { filename: 'https://a.example/lib.js', lineno: 1 },
    ],
  });
});

test('only the newest frame of a stack names the file', () => {
  page._sentryModuleMetadata = { [stackIn('app.js')]: { team: 'shop' } };
  expect(frames('loader.js').seen?.[0]?.module_metadata).toBeUndefined();
});

test.each([[undefined], [{}], [{ 'no stack': { a: 1 } }], ['text']])('with %j nothing is known', (told) => {
  page._sentryModuleMetadata = told;
  expect(frames('app.js').seen?.[0]?.module_metadata).toBeUndefined();
});

test('files that are loaded later are found', () => {
  const core = setupCore({
    integrations: [moduleMetadataIntegration()],
    beforeSend: (event) => ({
      ...event,
      extra: { teams: framesOf(event)?.map((frame) => frame.module_metadata?.team) },
    }),
  });
  const event = (): Event => ({
    exception: {
      values: [{ type: 'Error', value: 'x', stacktrace: { frames: [{ filename: 'https://a.example/late.js' }] } }],
    },
  });
  captureEvent(event());
  page._sentryModuleMetadata = { [stackIn('late.js')]: { team: 'late' } };
  captureEvent(event());
  expect(core.events().map(({ extra }) => extra?.teams)).toEqual([[null], ['late']]);
});
