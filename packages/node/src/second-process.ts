import { basename } from 'node:path';
import { RUNTIME } from './other-runtimes/runtime.ts';

const FILE_NAMES = { node: /^node(js)?\d*(\.exe)?$/i, bun: /^bun(\.exe)?$/i, deno: /^deno(\.exe)?$/i };

/**
 * The arguments with which another process of this runtime, `process.execPath`, runs program text, CommonJS; it finds what
 * follows them at the end of `process.argv`. `undefined` where the running program is not the runtime itself, because a
 * single executable, an Electron or a compiled program would run the host's program again, and where Deno would ask first.
 */
export function secondProcess(code: string): string[] | undefined {
  if (!FILE_NAMES[RUNTIME].test(basename(process.execPath))) {
    return undefined;
  }
  if (RUNTIME === 'deno') {
    return mayRun() ? ['eval', '--ext=cjs', code] : undefined;
  }
  return ['-e', code];
}

interface DenoPermissions {
  permissions: { querySync(of: { name: 'run'; command: string }): { state: string } };
}

/** A prompt would hold a dying process until somebody comes. */
function mayRun(): boolean {
  const { permissions } = (globalThis as unknown as { Deno: DenoPermissions }).Deno;
  return permissions.querySync({ name: 'run', command: process.execPath }).state === 'granted';
}
