import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Whose a spool file is, as its name tells. */
export interface Owner {
  host: string;
  pid: number;
  /** When the process began, in milliseconds since the epoch. */
  startMs: number;
}

/** Milliseconds between two signs of life that an owner gives to a file that is not empty, as its time of change. */
export const HEARTBEAT_MS = 20_000;

/** Milliseconds without a sign of life, after which an owner that may be another process of the same id is dead. */
const SILENT_MS = 3 * HEARTBEAT_MS;
/** The same for owners on other machines, whose clocks may differ. */
const SILENT_ELSEWHERE_MS = 30 * HEARTBEAT_MS;
/** Milliseconds by which this process may take its own beginning for another moment. */
const START_ROUNDING_MS = 50;

/** The process id of files that their process has given away. */
export const NOBODY = 0;

/**
 * A file name that no other process on any machine takes, nor another thread or client of this one. `pid`: whose it is,
 * or a text that will be replaced.
 */
export function newFileName(pid: number | string = process.pid): string {
  const random = Math.random().toString(36).slice(2, 12);
  return `${thisHost()}~${pid}~${startOfProcess()}~${random}.spool`;
}

/** `undefined` for what is no spool file. */
export function parseFileName(name: string): Owner | undefined {
  const [, host, pid, startMs] = /^([\w.-]+)~(\d+)~(\d+)~\w+\.spool$/.exec(name) ?? [];
  return host ? { host, pid: Number(pid), startMs: Number(startMs) } : undefined;
}

/** Whether nobody looks after a file any more. `silentMs`: how long ago it was changed. */
export function isDead({ host, pid, startMs }: Owner, silentMs: number): boolean {
  if (pid === NOBODY) {
    return true;
  }
  if (host !== thisHost()) {
    return silentMs > SILENT_ELSEWHERE_MS;
  }
  // In a container that was started again, the process before us had our id.
  const isEarlierRun = pid === process.pid && Math.abs(startMs - startOfProcess()) > START_ROUNDING_MS;
  return isEarlierRun || silentMs > SILENT_MS || !isRunning(pid);
}

/** Whether a process has this id, ours or somebody else's. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Whether a process is dead, and merely nobody has asked how it ended; so it is for ever in many containers. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

function thisHost(): string {
  return (
    hostname()
      .replace(/[^\w.-]/g, '_')
      .slice(0, 100) || '_'
  );
}

function startOfProcess(): number {
  return Math.round(Date.now() - process.uptime() * 1000);
}
