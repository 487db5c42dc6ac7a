import { readlinkSync } from 'node:fs';
import * as os from 'node:os';
import type { Contexts, Event, Integration } from '@vedette/core';

export interface NodeContextOptions {
  /** `server_name` of events; left out when `undefined`. */
  serverName?: string;
}

/**
 * Tells of what the program runs on: `os`, `runtime`, `device`, `culture`, `app` and the machine's name. All of it is
 * found out when the first event is sent. Memory is looked at for errors only: asking the system costs more than all
 * the rest of a transaction.
 */
export function nodeContextIntegration({ serverName }: NodeContextOptions = {}): Integration {
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  const memory = createMemoryGauge();
  let fixed: ReturnType<typeof fixedContexts> | undefined;
  return {
    name: 'Context',
    processEvent(event) {
      fixed ??= fixedContexts();
      const isError = event.type === undefined;
      const { contexts = {} } = event;
      const known: Contexts = {
        os: fixed.os,
        runtime: fixed.runtime,
        device: { ...fixed.device, free_memory: isError ? memory().free : undefined },
        culture: fixed.culture,
        app: { app_start_time: startedAt, app_memory: isError ? memory().used : undefined },
      };
      for (const name of Object.keys(known)) {
        contexts[name] = { ...known[name], ...contexts[name] };
      }
      event.contexts = contexts;
      event.server_name ??= serverName;
      return event satisfies Event;
    },
  };
}

/** Milliseconds that a look at the memory is good for: two of them are a tenth of a capture. */
const MEMORY_LOOK_MS = 1000;

/** Bytes that are free on the machine and used by the process. */
function createMemoryGauge(): () => { free: number; used: number } {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let seen = { free: 0, used: 0 };
  return () => {
    const now = performance.now();
    if (now - lookedAt >= MEMORY_LOOK_MS) {
      lookedAt = now;
      seen = { free: os.freemem(), used: process.memoryUsage.rss() };
    }
    return seen;
  };
}

const OS_NAMES: Record<string, string | undefined> = { Darwin: 'macOS', Windows_NT: 'Windows' };

function fixedContexts() {
  const cpus = os.cpus();
  return {
    os: { name: OS_NAMES[os.type()] ?? os.type(), version: os.release(), kernel_version: os.release() },
    runtime: { name: 'node', version: process.version },
    device: {
      arch: os.arch(),
      boot_time: new Date(Date.now() - os.uptime() * 1000).toISOString(),
      memory_size: os.totalmem(),
      processor_count: cpus.length,
      cpu_description: cpus[0]?.model,
      processor_frequency: cpus[0]?.speed,
    },
    culture: { locale: locale(process.env), timezone: timezone(process.env) },
  };
}

// Not from `Intl`, whose first use costs 10.6 ms and 8 MB.

/** `de_DE.UTF-8` to `de-DE`. */
function locale({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): string | undefined {
  const name = (LC_ALL || LC_MESSAGES || LANG)?.split(/[.@]/)[0];
  return !name || name === 'C' || name === 'POSIX' ? undefined : name.replace('_', '-');
}

/** `/usr/share/zoneinfo/Europe/Berlin` to `Europe/Berlin`. */
function timezone({ TZ }: NodeJS.ProcessEnv): string | undefined {
  if (TZ) {
    return TZ.replace(/^:/, '');
  }
  try {
    return readlinkSync('/etc/localtime').split('/zoneinfo/')[1];
  } catch {
    return undefined;
  }
}
