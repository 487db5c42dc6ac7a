import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Programs, preparePrograms } from '../test/run-program.ts';

/** Runs what a test file writes. */
export let programs: Programs;
/** Where it reports to: a new one for each test. */
export let backend: Backend;

/** Both are there in the tests of the file that calls this at its top, and end with them. */
export function prepareProgramsAndBackend(): void {
  beforeAll(async () => {
    programs = await preparePrograms();
  });
  afterAll(() => programs.close());
  beforeEach(async () => {
    backend = await startBackend();
  });
  afterEach(() => backend.close());
}
