import { cleanup } from '@testing-library/react';
import { FAILURES } from './failures.tsx';
import { fail, failuresOf, type Outcome } from './page.ts';
import { testingLibraryTools } from './testing-library-tools.ts';

export const names = failuresOf(FAILURES, false);

export async function failOnce(name: string): Promise<Outcome> {
  const outcome = await fail(name, testingLibraryTools);
  cleanup();
  return outcome;
}
