import { expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../../test-support/programs-and-backend.ts';

interface SentMetric {
  name: string;
  type: string;
  unit?: string;
  value: number;
}

prepareProgramsAndBackend();

/** What a program sends of itself, by name. */
async function measured(program: string, options = ''): Promise<Map<string, SentMetric[]>> {
  const { code, stderr } = await programs.run(program, {
    init: `{ dsn: '${backend.dsn}', integrations: [sdk.nodeRuntimeMetricsIntegration({ ${options} })] }`,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const byName = new Map<string, SentMetric[]>();
  for (const { items } of backend.items<{ items: SentMetric[] }>('trace_metric')) {
    for (const metric of items) {
      byName.set(metric.name, [...(byName.get(metric.name) ?? []), metric]);
    }
  }
  return byName;
}

const WORK = `setTimeout(() => {
  const before = process.cpuUsage();
  while (process.cpuUsage(before).user < 150_000);
  setTimeout(() => {}, 50);
}, 50);`;

test('tells of memory, processor and event loop when the process ends', async () => {
  const told = await measured(WORK);
  const kinds = [...told].map(([name, [metric]]) => [name, metric?.type, metric?.unit]).sort();
  expect(kinds).toEqual([
    ['node.runtime.cpu.utilization', 'gauge', undefined],
    ['node.runtime.event_loop.delay.p50', 'gauge', 'second'],
    ['node.runtime.event_loop.delay.p99', 'gauge', 'second'],
    ['node.runtime.event_loop.utilization', 'gauge', undefined],
    ['node.runtime.mem.heap_total', 'gauge', 'byte'],
    ['node.runtime.mem.heap_used', 'gauge', 'byte'],
    ['node.runtime.mem.rss', 'gauge', 'byte'],
    ['node.runtime.process.uptime', 'counter', 'second'],
  ]);
});

test('sees that the event loop was blocked, and the processor busy', async () => {
  const told = await measured(WORK, 'collect: { eventLoopDelayMax: true, cpuTime: true }');
  const first = (name: string): number => told.get(`node.runtime.${name}`)?.[0]?.value ?? Number.NaN;
  expect(first('event_loop.delay.max')).toBeGreaterThan(0.1);
  expect(first('event_loop.delay.p50')).toBeLessThan(first('event_loop.delay.max'));
  expect(first('cpu.user')).toBeGreaterThan(0.05);
  expect(first('event_loop.utilization')).toBeGreaterThan(0);
  expect(first('event_loop.utilization')).toBeLessThanOrEqual(1);
});

test('measures at each interval, of which none is shorter than a second', async () => {
  const told = await measured('setTimeout(() => {}, 1300)', 'collectionIntervalMs: 1');
  const uptimes = told.get('node.runtime.process.uptime') ?? [];
  // Two, and one more for each second that a busy machine lets it live longer.
  expect(uptimes.length).toBeGreaterThanOrEqual(2);
  for (const { value } of uptimes.slice(0, -1)) {
    expect(value).toBeGreaterThan(0.9);
  }
});

test('tells of garbage collection and open handles when asked', async () => {
  const garbage = `for (let n = 0; n < 3e5; n++) globalThis.last = new Array(100).fill(n); setTimeout(() => {}, 50);`;
  const told = await measured(garbage, 'collect: { gc: true, handles: true, memExternal: true }');
  expect(told.get('node.runtime.gc.count')?.[0]?.value).toBeGreaterThan(0);
  expect(told.get('node.runtime.gc.duration')?.[0]?.value).toBeGreaterThan(0);
  expect(told.get('node.runtime.handles')?.[0]?.value).toBeGreaterThanOrEqual(0);
  expect(told.has('node.runtime.mem.array_buffers')).toBe(true);
});

test('tells nothing that is switched off', async () => {
  const off = `memRss: false, memHeapUsed: false, memHeapTotal: false, cpuUtilization: false, eventLoopDelayP50: false,
    eventLoopDelayP99: false, eventLoopUtilization: false, uptime: false`;
  expect([...(await measured('', `collect: { ${off} }`)).keys()]).toEqual([]);
});
