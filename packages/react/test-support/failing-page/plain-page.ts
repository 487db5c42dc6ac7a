import { FAILURES, UNCAUGHT } from './failures.tsx';
import { fail, failuresOf, type Outcome } from './page.ts';
import { plainTools } from './plain-tools.ts';

/** Everything that can fail here, one after the other. */
export async function failInEveryWay(isProduction: boolean): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const name of failuresOf({ ...FAILURES, ...UNCAUGHT }, isProduction)) {
    outcomes.push(await fail(name, plainTools));
  }
  return outcomes;
}
