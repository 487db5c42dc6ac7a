import { close, type Event, init } from '@vedette/react';
import { version } from 'react';
import { FAILURES, type Failure, type Tools, UNCAUGHT } from './failures.tsx';

/** What was to be reported of a failure, and what was. */
export interface Outcome {
  name: string;
  expected: Omit<Failure, 'run' | 'value'> & { value: string };
  reports: Report[];
}

/** What of an event is looked at. */
interface Report {
  type?: string;
  value?: string;
  mechanism?: string;
  handled?: boolean;
  noise?: unknown;
  hydration?: unknown;
  componentStack: string;
}

/** How long to wait for a second report of what was reported, in milliseconds. */
const SECOND_REPORT_MS = 50;

/** The names of what can fail in this version of React. */
export function failuresOf(all: Record<string, Failure>, isProduction: boolean): string[] {
  const major = Number.parseInt(version, 10);
  return Object.entries(all)
    .filter(([, { since = 17, productionUntil = 0 }]) => major >= since && (isProduction || major > productionUntil))
    .map(([name]) => name);
}

/** Fails in one way, with our handlers in place, and says what was reported. */
export async function fail(name: string, tools: Tools): Promise<Outcome> {
  const { run, value, ...expected } = { ...FAILURES, ...UNCAUGHT }[name] as Failure;
  const events: Event[] = [];
  init({
    dsn: 'https://abc@o12.ingest.example.io/42',
    transport: () => ({
      async send([, items]) {
        for (const [{ type }, payload] of items) {
          if (type === 'event') {
            events.push(payload as Event);
          }
        }
        return { statusCode: 200 };
      },
      flush: async () => true,
    }),
  });
  await run(tools, name);
  await until(() => events.length > 0);
  await new Promise((resolve) => setTimeout(resolve, SECOND_REPORT_MS));
  await close();
  document.body.replaceChildren();
  return { name, expected: { ...expected, value: value?.source ?? `^${name}$` }, reports: events.map(reportOf) };
}

function reportOf({ exception, tags, contexts }: Event): Report {
  const thrown = exception?.values?.at(-1);
  return {
    type: thrown?.type,
    value: thrown?.value,
    mechanism: thrown?.mechanism?.type,
    handled: thrown?.mechanism?.handled,
    noise: tags?.noise,
    hydration: contexts?.hydration,
    componentStack: String(contexts?.react?.componentStack ?? ''),
  };
}

/** An element for a root, with what a server rendered into it. */
export function container(html = ''): HTMLElement {
  const element = document.body.appendChild(document.createElement('div'));
  element.innerHTML = html;
  return element;
}

export function seeText(text: string): Promise<void> {
  return until(() => !!document.body.textContent?.includes(text));
}

/** Looks again and again; the test's own time limit ends it. */
async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
