/**
 * The subpath `@vedette/core/testing`: a client in memory for tests of applications, and for new runtimes a platform in
 * memory and the contract that every platform keeps.
 */
export { createMemoryPlatform, type MemoryPlatform } from './testing/memory-platform.ts';
export { type ContractCase, type ContractSurroundings, platformContract } from './testing/platform-contract.ts';
export type { ReceivedEnvelope } from './testing/read-envelope.ts';
export { createTestClient, type TestClient } from './testing/test-client.ts';
