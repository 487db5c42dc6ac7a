import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { root } from './paths.ts';

/** Which source files something runs through, as V8 counts it: those of which a function was called in between. */
export interface Walk {
  /** Forgets what ran so far. */
  begin(): Promise<void>;
  /** The files that ran since, from the repository's root: `packages/core/src/client/client.ts`. */
  end(): Promise<Set<string>>;
}

interface Called {
  url: string;
  functions: Array<{ functionName: string; ranges: Array<{ startOffset: number; endOffset: number; count: number }> }>;
}

/** Of a page that loads every source file by itself, under its path in the repository. */
export async function walkInPage(page: Page): Promise<Walk> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return {
    // Taking the counts sets them back to nothing.
    begin: async () => {
      await cdp.send('Profiler.takePreciseCoverage');
    },
    end: async () => {
      const { result } = await cdp.send('Profiler.takePreciseCoverage');
      const files = result.filter((script) => calledEnds(script).length > 0).map(({ url }) => new URL(url, 'http://x'));
      return new Set(files.map(({ pathname }) => pathname.slice(1)).filter((file) => file.startsWith('packages/')));
    },
  };
}

/** Of built packages in this process: what ran in `packages/x/dist/*.js`, led back to the sources by their maps. */
export async function walkInThisProcess(): Promise<Walk> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return {
    begin: async () => {
      await session.post('Profiler.takePreciseCoverage');
    },
    end: async () => {
      const { result } = await session.post('Profiler.takePreciseCoverage');
      session.disconnect();
      return new Set(
        (result as Called[]).filter(({ url }) => /\/packages\/[^/]+\/dist\//.test(url)).flatMap(sourcesOf),
      );
    },
  };
}

function sourcesOf(script: Called): string[] {
  const file = fileURLToPath(script.url);
  const text = readFileSync(file, 'utf8');
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  return calledEnds(script).flatMap((offset) => {
    const before = text.slice(0, offset).split('\n');
    const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
    return 'originalSource' in entry
      ? [path.relative(root, path.resolve(path.dirname(file), entry.originalSource))]
      : [];
  });
}

/**
 * Where the functions end that were called: the last mapping before it is inside, while at the beginning it may still be
 * of the file before. A module's own body, which begins at 0, is none.
 */
function calledEnds({ functions }: Called): number[] {
  return functions
    .flatMap(({ ranges }) => ranges.slice(0, 1))
    .filter(({ startOffset, count }) => count > 0 && startOffset > 0)
    .map(({ endOffset }) => endOffset - 1);
}
