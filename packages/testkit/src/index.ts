export { type Backend, type BackendOptions, startBackend } from './backend.ts';
export type { Behaviour } from './behaviour.ts';
export { cpuMilliseconds } from './cpu-milliseconds.ts';
export type { ReceivedEnvelope, ReceivedItem, ReceivedRequest } from './received.ts';
export { validateEnvelope } from './validate-envelope.ts';
