import type { Client, Event } from '@vedette/core';
import { afterEach, expect, test } from 'vitest';
import { type NodeContextOptions, nodeContextIntegration } from './context.ts';

const { KUBERNETES_SERVICE_HOST, POD_NAME, FLY_APP_NAME } = process.env;
afterEach(() => {
  for (const [name, value] of Object.entries({ KUBERNETES_SERVICE_HOST, POD_NAME, FLY_APP_NAME })) {
    if (value === undefined) {
      delete process.env[name];
    }
  }
});

function contexts(options: NodeContextOptions, event: Event = {}): Record<string, object | undefined> {
  nodeContextIntegration(options).processEvent?.(event, {}, {} as Client);
  return event.contexts ?? {};
}

test('an error is told with the machine, its system, the process and what surrounds it', () => {
  Object.assign(process.env, { KUBERNETES_SERVICE_HOST: '10.0.0.1', POD_NAME: 'shop-0', FLY_APP_NAME: 'shop' });
  expect(contexts({})).toMatchObject({
    os: { name: expect.any(String), version: expect.any(String) },
    runtime: { name: 'node', version: process.version },
    device: { arch: process.arch, memory_size: expect.any(Number), processor_count: expect.any(Number) },
    app: { app_memory: expect.any(Number), app_start_time: expect.any(String) },
    culture: {},
    cloud_resource: { 'cloud.provider': 'fly_io' },
    kubernetes: { 'k8s.pod.name': 'shop-0' },
  });
});

test('memory is not looked at for a transaction', () => {
  const { device, app } = contexts({}, { type: 'transaction' });
  expect(device).toMatchObject({ free_memory: undefined });
  expect(app).toMatchObject({ app_memory: undefined });
});

test.each([
  [{ app: false }, 'app'],
  [{ os: false }, 'os'],
  [{ device: false }, 'device'],
  [{ culture: false }, 'culture'],
  [{ cloudResource: false }, 'kubernetes'],
] as const)('%j leaves it out', (options, name) => {
  process.env.KUBERNETES_SERVICE_HOST = '10.0.0.1';
  expect(contexts({})).toHaveProperty(name);
  expect(contexts(options)).not.toHaveProperty(name);
});

test('of the machine, processors and memory may be left out', () => {
  expect(contexts({ device: { cpu: false } }).device).toMatchObject({
    processor_count: undefined,
    memory_size: expect.any(Number),
  });
  expect(contexts({ device: { memory: false } }).device).toMatchObject({
    memory_size: undefined,
    free_memory: undefined,
    processor_count: expect.any(Number),
  });
});

test('what the event says already wins', () => {
  expect(contexts({}, { contexts: { runtime: { name: 'own' } } }).runtime).toEqual({
    name: 'own',
    version: process.version,
  });
});
