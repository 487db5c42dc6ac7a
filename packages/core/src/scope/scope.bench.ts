import { bench, describe } from 'vitest';
import { withScope } from './current.ts';
import { Scope } from './scope.ts';

const scope = new Scope();
for (let n = 0; n < 20; n++) {
  scope.setTag(`tag${n}`, n).setContext(`context${n}`, { n });
}

// Aim: 1 us for `withScope`.
describe('a scope with 20 tags and contexts', () => {
  bench('clone', () => void scope.clone());
  bench('clone and write to it', () => void scope.clone().setTag('of', 'this one'));
  bench('withScope', () => withScope(() => {}));
});
