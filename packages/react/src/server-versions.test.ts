import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Event } from '@vedette/browser';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleWithReact, REACT_VERSIONS } from '../../../scripts/lib/bundle-react.ts';

type Server = typeof import('../test-support/failing-page/server.tsx');

const folder = await mkdtemp(path.join(tmpdir(), 'vedette-react-'));
afterAll(() => rm(folder, { recursive: true }));

async function serverWith(version: number): Promise<Server> {
  const file = path.join(folder, `react-${version}.mjs`);
  const options = { version, conditions: ['@vedette/source'], mode: 'production', platform: 'node' } as const;
  await writeFile(file, await bundleWithReact('test-support/failing-page/server.tsx', options));
  return import(/* @vite-ignore */ file);
}

for (const version of REACT_VERSIONS) {
  const { init, close, reactErrorHandler, renderShop, renderFailing, streamFailing } = await serverWith(version);

  /** What is reported while something renders. */
  async function reportsOf(render: () => unknown): Promise<Event[]> {
    const events: Event[] = [];
    const send = async ([, items]: [object, Array<[{ type: string }, unknown]>]): Promise<{ statusCode: number }> => {
      events.push(...items.filter(([{ type }]) => type === 'event').map(([, payload]) => payload as Event));
      return { statusCode: 200 };
    };
    init({
      dsn: 'https://abc@o12.ingest.example.io/42',
      transport: () => ({ send, flush: async () => true }) as never,
    });
    await render();
    await close();
    return events;
  }

  describe(`React ${version} on a server, without a window`, () => {
    it('renders what is in a boundary', () => {
      expect(typeof window).toBe('undefined');
      expect(renderShop().replace(' data-reactroot=""', '')).toBe('<p>shop</p>');
    });

    it('throws what fails at whoever renders, as without us', async () => {
      const error = new Error('x');
      const reports = await reportsOf(() => expect(() => renderFailing(error)).toThrow(error));
      expect(reports).toEqual([]);
    });

    if (version < 18) {
      return;
    }
    it('streams the rest, and reports what failed once', async () => {
      const error = new Error('x');
      const reports = await reportsOf(async () => {
        expect(await streamFailing(error, reactErrorHandler())).toMatch(/^<main>.*<p>wait<\/p>.*<\/main>/);
      });
      expect(reports.map(({ exception }) => exception?.values?.at(-1))).toEqual([
        expect.objectContaining({
          value: 'x',
          mechanism: expect.objectContaining({ type: 'auto.function.react.error_handler', handled: false }),
        }),
      ]);
      expect(reports[0]?.contexts?.react?.componentStack).toEqual(
        // React 18 does not say it to servers.
        version > 18 ? expect.stringContaining('Fail') : undefined,
      );
    });
  });
}
