import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** How a program ended. Process ids are taken out of the output, because they differ from run to run. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** From its start to its end. */
  elapsedMs: number;
}

export interface RunOptions {
  /** Node's own arguments. */
  nodeArgs?: string[];
  env?: Record<string, string>;
  /** Preload the SDK: the options of its `init`, as program text. Left out, the program runs without us. */
  init?: string;
  /** The program is an ES module. */
  esm?: boolean;
}

export interface Programs {
  /** Runs program text in a process of its own, to its end. In it `sdk` is the package, if it was preloaded. */
  run(program: string, options?: RunOptions): Promise<Ended>;
  close(): void;
}

const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url));

/** Bundles the sources as they are, so that processes of their own can run them without a build. */
export async function preparePrograms(): Promise<Programs> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-programs-'));
  const bundle = path.join(folder, 'node_modules', 'sdk.cjs');
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node18',
    conditions: ['@vedette/source'],
  });
  let count = 0;
  return {
    run(program, { nodeArgs = [], env = {}, init, esm } = {}) {
      const file = path.join(folder, `program${esm ? '.mjs' : '.cjs'}`);
      const preload = path.join(folder, `preload-${count++}.cjs`);
      writeFileSync(file, program);
      writeFileSync(preload, `globalThis.sdk = require(${JSON.stringify(bundle)}); sdk.init(${init});`);
      const args = [...nodeArgs, ...(init === undefined ? [] : ['--require', preload]), file];
      // A clean environment: what vitest or the developer has set is not the program's.
      const { PATH = '' } = process.env;
      return endOf(spawn(process.env.VEDETTE_TEST_NODE ?? process.execPath, args, { env: { PATH, ...env } }));
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const started = performance.now();
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (...end) => resolve(end));
  });
  const clean = (text: string): string => text.replaceAll(`(node:${child.pid})`, '(node:pid)');
  return { code, signal, stdout: clean(stdout), stderr: clean(stderr), elapsedMs: performance.now() - started };
}
