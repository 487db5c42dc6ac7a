import { readlinkSync } from 'node:fs';
import * as os from 'node:os';
import { type Contexts, type Event, guard, type Integration } from '@vedette/core';
import { RUNTIME, RUNTIME_VERSION } from '../other-runtimes/runtime.ts';
import { cloudContext, containerContext, kubernetesContext } from './surroundings.ts';

export interface NodeContextOptions {
  /** When the process began and how much memory it uses. @default true */
  app?: boolean;
  /** The operating system and its version. @default true */
  os?: boolean;
  /** The machine; as an object with its processors, its memory, or neither. @default true */
  device?: boolean | { cpu?: boolean; memory?: boolean };
  /** Language and time zone, by the environment. @default true */
  culture?: boolean;
  /**
   * The cloud, the Kubernetes pod and the container around the process, by the environment and files of the kernel; nobody
   * is asked over the network. @default true
   */
  cloudResource?: boolean;
}

/**
 * Tells of what the program runs on: `os`, `runtime`, `device`, `culture`, `app`, `cloud_resource`, `kubernetes` and
 * `container`. All of it is found out when the first event is sent. Memory is looked at for errors only: asking the system
 * costs more than all the rest of a transaction.
 */
export function nodeContextIntegration(options: NodeContextOptions = {}): Integration {
  const { app = true, device = true } = options;
  const { cpu = true, memory: withMemory = true } = device === true ? {} : device || {};
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  const memory = createMemoryGauge();
  let fixed: Contexts | undefined;
  /** Those of transactions, which are the same each time. */
  let quiet: Contexts | undefined;

  const contextsOf = (of: Contexts, isError: boolean): Contexts => ({
    ...of,
    device: device ? { ...of.device, free_memory: isError && withMemory ? memory().free : undefined } : undefined,
    app: app ? { app_start_time: startedAt, app_memory: isError ? memory().used : undefined } : undefined,
  });

  return {
    name: 'Context',
    processEvent(event) {
      fixed ??= fixedContexts(options, cpu, withMemory);
      const { contexts = {} } = event;
      const known = event.type === undefined ? contextsOf(fixed, true) : (quiet ??= contextsOf(fixed, false));
      for (const name of Object.keys(known)) {
        if (known[name]) {
          contexts[name] = { ...known[name], ...contexts[name] };
        }
      }
      event.contexts = contexts;
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
      seen = { free: guard(os.freemem, 0), used: process.memoryUsage.rss() };
    }
    return seen;
  };
}

const OS_NAMES: Record<string, string | undefined> = { Darwin: 'macOS', Windows_NT: 'Windows' };

function fixedContexts(
  { os: withOs = true, culture = true, cloudResource = true }: NodeContextOptions,
  cpu: boolean,
  memory: boolean,
): Contexts {
  // Deno asks for a permission before it tells of the machine.
  const cpus = cpu ? guard(os.cpus, []) : [];
  const release = guard(os.release);
  const uptime = guard(os.uptime);
  return {
    os: withOs ? { name: OS_NAMES[os.type()] ?? os.type(), version: release, kernel_version: release } : undefined,
    runtime: { name: RUNTIME, version: RUNTIME_VERSION },
    device: {
      arch: os.arch(),
      boot_time: uptime === undefined ? undefined : new Date(Date.now() - uptime * 1000).toISOString(),
      memory_size: memory ? guard(os.totalmem) : undefined,
      processor_count: cpus.length || undefined,
      cpu_description: cpus[0]?.model,
      processor_frequency: cpus[0]?.speed,
    },
    culture: culture ? { locale: locale(process.env), timezone: timezone(process.env) } : undefined,
    ...(cloudResource && {
      cloud_resource: cloudContext(process.env),
      kubernetes: kubernetesContext(process.env),
      container: containerContext(),
    }),
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
