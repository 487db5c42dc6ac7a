import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { isRunning, NOBODY, parseFileName } from '../src/spool/owner.ts';
import { type Runtime, thisNode } from './installed-runtimes.ts';

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
  /** Another than the Node that runs the tests. */
  runtime?: Runtime;
  /** Told of the process, for who wants to end it. */
  onStart?: (child: ChildProcess) => void;
  /**
   * Folder for temporary files, so where the spool is; runs that share one find what the others left behind. Left out, the
   * run has its own.
   */
  temporary?: string;
  /** Don't wait for the process that may deliver what this one left. */
  leavesDelivery?: boolean;
  /** Other files beside the program: text by name. */
  files?: Record<string, string>;
}

export interface Programs {
  /**
   * Runs program text in a process of its own, to its end, and waits for the process that may deliver what it left. In
   * it `sdk` is the package, if it was preloaded.
   */
  run(program: string, options?: RunOptions): Promise<Ended>;
  /**
   * Runs a program that merely starts and ends, which delivers what others left. It takes its time: on a busy machine the
   * two seconds that a program is kept for sending may be over too soon.
   */
  startAgain(options: RunOptions): Promise<Ended>;
  /** A folder of its own for `temporary`. */
  newTemporary(): string;
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
  const newTemporary = (): string => {
    const made = path.join(folder, `temporary-${count++}`);
    mkdirSync(made);
    return made;
  };
  const programs: Programs = {
    newTemporary,
    startAgain: (options) => programs.run('', { ...options, init: `{ shutdownTimeout: 30_000, ...${options.init} }` }),
    async run(program, options = {}) {
      const { nodeArgs = [], env = {}, init, esm, files = {} } = options;
      // The same program lies at the same place, since what it writes may tell where.
      const place = path.join(
        folder,
        createHash('sha1')
          .update(JSON.stringify([program, files, nodeArgs, options.runtime]))
          .digest('hex')
          .slice(0, 8),
      );
      mkdirSync(place, { recursive: true });
      const file = path.join(place, `program${esm ? '.mjs' : '.cjs'}`);
      const preload = path.join(folder, `preload-${count++}.cjs`);
      // Written again, it would be empty for a moment, in which another run may just begin to read it.
      if (!existsSync(file)) {
        writeFileSync(file, program);
      }
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(path.join(place, name), text);
      }
      const isWatched = init !== undefined;
      writeFileSync(
        preload,
        isWatched ? `globalThis.sdk = require(${JSON.stringify(bundle)}); sdk.init(${init});` : `require('node:http');`,
      );
      const runtime = options.runtime ?? { ...thisNode, file: process.env.VEDETTE_TEST_NODE ?? thisNode.file };
      // Where something is preloaded that loads something itself, Bun takes what a program throws for a rejection.
      const preloads = isWatched || runtime.kind === 'Bun' ? ['--require', preload] : [];
      const args = [...runtime.args, ...nodeArgs, ...preloads, file];
      // A clean environment: what vitest or the developer has set is not the program's.
      const { PATH = '' } = process.env;
      const TMPDIR = options.temporary ?? newTemporary();
      const child = spawn(runtime.file, args, { env: { PATH, TMPDIR, ...env } });
      options.onStart?.(child);
      const ended = await endOf(child);
      if (!options.leavesDelivery) {
        await untilDelivered(TMPDIR);
      }
      return ended;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
  return programs;
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

/** The spool files below a folder. */
export function spoolFiles(temporary: string): string[] {
  return readdirSync(temporary, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.spool'));
}

/** Waits for the process that delivers what a dying one has left there. */
export async function untilDelivered(temporary: string): Promise<void> {
  while (isBeingDelivered(temporary)) {
    await sleep(5);
  }
}

/** Whether a living process has a spool file there: the one that a dying one has started. */
function isBeingDelivered(temporary: string): boolean {
  return (
    existsSync(temporary) &&
    spoolFiles(temporary).some((name) => {
      const { pid = NOBODY } = parseFileName(path.basename(name)) ?? {};
      return pid !== NOBODY && isRunning(pid);
    })
  );
}
