// biome-ignore-all lint/performance/noReExportAll: an entry of the build for pages, and nothing of the list is left out.
import { takeOver } from './cdn/take-over.ts';

export * from './cdn/tracing.ts';

takeOver(() => (globalThis as unknown as { Vedette: Record<string, unknown> }).Vedette);
