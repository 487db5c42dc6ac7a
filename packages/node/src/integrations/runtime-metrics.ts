import type { IntervalHistogram } from 'node:perf_hooks';
import { getClient, guard, type Integration, metrics } from '@vedette/core';
import { loadBuiltin } from '../load-builtin.ts';

/** Which measurements are made. */
export interface CollectedRuntimeMetrics {
  /** Share of one processor that the process used. @default true */
  cpuUtilization?: boolean;
  /** Seconds of processor time in the program and in the system. @default false */
  cpuTime?: boolean;
  /** @default true */
  memRss?: boolean;
  /** @default true */
  memHeapUsed?: boolean;
  /** @default true */
  memHeapTotal?: boolean;
  /** Memory outside of the heap, and array buffers. @default false */
  memExternal?: boolean;
  /** How much later than due timers run. @default false */
  eventLoopDelayMin?: boolean;
  /** @default false */
  eventLoopDelayMax?: boolean;
  /** @default false */
  eventLoopDelayMean?: boolean;
  /** @default true */
  eventLoopDelayP50?: boolean;
  /** @default false */
  eventLoopDelayP90?: boolean;
  /** @default true */
  eventLoopDelayP99?: boolean;
  /** Share of the time that the event loop was busy. @default true */
  eventLoopUtilization?: boolean;
  /** Seconds that the process runs, counted on. @default true */
  uptime?: boolean;
  /** Garbage collections and the seconds they took. @default false */
  gc?: boolean;
  /** Sockets, timers and the like that are open. @default false */
  handles?: boolean;
}

export interface NodeRuntimeMetricsOptions {
  collect?: CollectedRuntimeMetrics;
  /** Milliseconds between measurements, at least 1000. @default 30000 */
  collectionIntervalMs?: number;
}

const DEFAULTS: Required<CollectedRuntimeMetrics> = {
  cpuUtilization: true,
  cpuTime: false,
  memRss: true,
  memHeapUsed: true,
  memHeapTotal: true,
  memExternal: false,
  eventLoopDelayMin: false,
  eventLoopDelayMax: false,
  eventLoopDelayMean: false,
  eventLoopDelayP50: true,
  eventLoopDelayP90: false,
  eventLoopDelayP99: true,
  eventLoopUtilization: true,
  uptime: true,
  gc: false,
  handles: false,
};

/** Milliseconds between the timers that the delay is seen by. Each of them is late by as much when nothing blocks. */
const RESOLUTION_MS = 10;

/**
 * Measures the process itself, every half minute: memory, processor, event loop, garbage collection. Nothing of it keeps
 * the process alive, and what was measured last is sent when it ends or is closed. Not among the defaults.
 */
export function nodeRuntimeMetricsIntegration(options: NodeRuntimeMetricsOptions = {}): Integration {
  const collect = { ...DEFAULTS, ...options.collect };
  const { collectionIntervalMs = 30_000 } = options;
  return {
    name: 'NodeRuntimeMetrics',
    setup(client) {
      const gauges = startGauges(collect);
      const measure = (): void =>
        guard(() => {
          if (getClient() === client) {
            gauges.measure();
          }
        });
      let isEndMeasured = false;
      const timer = setInterval(
        () => {
          isEndMeasured = false;
          measure();
        },
        Math.max(1000, Number(collectionIntervalMs) || 30_000),
      );
      timer.unref();
      const stopHearing = client.platform.onExit(() => {
        // The process asks again once this was sent, and must not live on it.
        if (!isEndMeasured) {
          isEndMeasured = true;
          measure();
        }
      });
      return () => {
        clearInterval(timer);
        stopHearing();
        gauges.stop();
      };
    },
  };
}

function startGauges(collect: Required<CollectedRuntimeMetrics>): { measure(): void; stop(): void } {
  const { monitorEventLoopDelay, performance, PerformanceObserver } = loadBuiltin('node:perf_hooks');
  const delays: IntervalHistogram | undefined = Object.entries(collect).some(
    ([name, on]) => on && name.startsWith('eventLoopDelay'),
  )
    ? monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    : undefined;
  delays?.enable();
  let pauses: number[] = [];
  const observer = collect.gc
    ? new PerformanceObserver((list) => {
        pauses.push(...list.getEntries().map(({ duration }) => duration));
      })
    : undefined;
  observer?.observe({ entryTypes: ['gc'] });
  let lastCpu = process.cpuUsage();
  let lastLoop = performance.eventLoopUtilization();
  let lastAt = performance.now();

  const gauge = (on: boolean, name: string, value: number, unit?: string): void => {
    if (on && Number.isFinite(value)) {
      metrics.gauge(`node.runtime.${name}`, value, { unit, attributes: ORIGIN });
    }
  };
  const measureProcess = (seconds: number): void => {
    const { user, system } = process.cpuUsage(lastCpu);
    lastCpu = process.cpuUsage();
    gauge(collect.cpuTime, 'cpu.user', user / 1e6, 'second');
    gauge(collect.cpuTime, 'cpu.system', system / 1e6, 'second');
    gauge(collect.cpuUtilization, 'cpu.utilization', (user + system) / 1e6 / seconds);
    const memory = process.memoryUsage();
    gauge(collect.memRss, 'mem.rss', memory.rss, 'byte');
    gauge(collect.memHeapUsed, 'mem.heap_used', memory.heapUsed, 'byte');
    gauge(collect.memHeapTotal, 'mem.heap_total', memory.heapTotal, 'byte');
    gauge(collect.memExternal, 'mem.external', memory.external, 'byte');
    gauge(collect.memExternal, 'mem.array_buffers', memory.arrayBuffers, 'byte');
  };
  const measureLoop = (): void => {
    const loop = performance.eventLoopUtilization();
    gauge(collect.eventLoopUtilization, 'event_loop.utilization', loopShare(loop, lastLoop));
    lastLoop = loop;
    if (delays) {
      const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000);
      gauge(collect.eventLoopDelayMin, 'event_loop.delay.min', late(delays.min), 'second');
      gauge(collect.eventLoopDelayMax, 'event_loop.delay.max', late(delays.max), 'second');
      gauge(collect.eventLoopDelayMean, 'event_loop.delay.mean', late(delays.mean), 'second');
      gauge(collect.eventLoopDelayP50, 'event_loop.delay.p50', late(delays.percentile(50)), 'second');
      gauge(collect.eventLoopDelayP90, 'event_loop.delay.p90', late(delays.percentile(90)), 'second');
      gauge(collect.eventLoopDelayP99, 'event_loop.delay.p99', late(delays.percentile(99)), 'second');
      delays.reset();
    }
  };
  return {
    measure() {
      const now = performance.now();
      const seconds = (now - lastAt) / 1000;
      lastAt = now;
      measureProcess(seconds);
      measureLoop();
      if (collect.gc) {
        const took = pauses.reduce((sum, pause) => sum + pause, 0);
        metrics.count('node.runtime.gc.count', pauses.length, { attributes: ORIGIN });
        gauge(true, 'gc.duration', took / 1000, 'second');
        pauses = [];
      }
      // Since Node 17.3.
      gauge(collect.handles, 'handles', process.getActiveResourcesInfo?.().length);
      if (collect.uptime) {
        metrics.count('node.runtime.process.uptime', seconds, { unit: 'second', attributes: ORIGIN });
      }
    },
    stop() {
      delays?.disable();
      observer?.disconnect();
    },
  };
}

const ORIGIN = { 'sentry.origin': 'auto.node.runtime_metrics' };

interface LoopTimes {
  idle: number;
  active: number;
}

function loopShare(now: LoopTimes, before: LoopTimes): number {
  const active = now.active - before.active;
  return active / (active + now.idle - before.idle);
}
