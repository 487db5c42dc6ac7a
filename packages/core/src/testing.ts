/** The subpath `@vedette/core/testing`: a runtime in memory, and the contract that every runtime's platform keeps. */
export { createMemoryPlatform, type MemoryPlatform } from './testing/memory-platform.ts';
export { type ContractCase, type ContractSurroundings, platformContract } from './testing/platform-contract.ts';
