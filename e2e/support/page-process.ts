import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** How the processes are started in which engines run pages, and nothing else. */
const RUNS_PAGES = /--type=renderer|-contentproc .* tab$|WebKitWebProcess/;

/**
 * Signals the processes in which the browsers of this test run their pages: SIGKILL is a crash, SIGSTOP a machine that
 * sleeps. Throws when there are none.
 */
export async function signalPages(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args=']);
  const processes = [...stdout.matchAll(/^ *(\d+) +(\d+) (.*)$/gm)].map(([, pid, parent, args = '']) => ({
    pid: Number(pid),
    parent: Number(parent),
    args,
  }));
  // Grows while it is walked along: children of children.
  const ours = [process.pid];
  for (const one of ours) {
    ours.push(...processes.filter(({ parent }) => parent === one).map(({ pid }) => pid));
  }
  const pages = processes.filter(({ pid, args }) => ours.includes(pid) && RUNS_PAGES.test(args.trimEnd()));
  if (pages.length === 0) {
    throw new Error('no process of this test runs a page');
  }
  for (const { pid } of pages) {
    process.kill(pid, signal);
  }
}
