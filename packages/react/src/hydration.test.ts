import { describe, expect, it } from 'vitest';
import { hydrationOf, isRepeated } from './hydration.ts';

const MISMATCH = new Error('Minified React error #418; visit https://react.dev/errors/418?args[]=text&args[]=');
const PRICE = 'https://shop.example/app.js:1:2';

describe('hydrationOf', () => {
  it.each([
    ['Price', 'Chromium, React 19', `\n    at p (<anonymous>)\n    at Price (${PRICE})\n    at Shop (${PRICE})`],
    ['Price', 'Chromium, React 18', `\n    at p\n    at Suspense\n    at Price (${PRICE})\n    at Shop (${PRICE})`],
    ['Price', 'Firefox and Safari, React 19', `\np@unknown:0:0\nActivity@unknown:0:0\nPrice@${PRICE}\nShop@${PRICE}`],
    ['Price', 'Firefox and Safari, React 18', `\np\nSuspenseList\nPrice@${PRICE}\nShop@${PRICE}`],
    ['Price', 'of no known place', '\n    at p\n    at Price\n    at Shop'],
    ['t', 'minified', `\n    at p\n    at t (${PRICE})\n    at e (${PRICE})`],
    [undefined, 'without a component', '\n    at p (<anonymous>)\n    at Suspense'],
  ])('names the innermost component, %s: %s', (component, _, stack) => {
    expect(hydrationOf(MISMATCH, stack)).toEqual({ component, difference: undefined });
  });

  it('says the difference where React does, no more of it than a context should hold', () => {
    const difference = `  <Shop>\n    <p>\n+     client\n-     server\n${'  <p>\n'.repeat(1000)}`;
    const error = new Error(
      `Hydration failed because the server rendered text didn't match the client.\n\nhttps://react.dev/link/hydration-mismatch\n\n${difference}`,
    );
    expect(hydrationOf(error, null)?.difference).toBe(difference.slice(0, 4096));
  });

  it.each([[new Error('x')], ['a text'], [null], [undefined], [{ message: 7 }]])(
    'is nothing of another error: %j',
    (error) => {
      expect(hydrationOf(error, `\n    at Price (${PRICE})`)).toBeUndefined();
    },
  );
});

describe('isRepeated', () => {
  it('tells what React 18 says of one difference from the next difference', async () => {
    const said = [425, 418, 423].map(
      (number) => new Error(`Minified React error #${number}; visit https://reactjs.org`),
    );
    expect(said.map(isRepeated)).toEqual([false, true, true]);
    await Promise.resolve();
    expect(said.map(isRepeated)).toEqual([false, true, true]);
  });

  it('leaves what React 19 gives as the cause, and every other error', () => {
    const cause = new Error('x');
    const errors = [
      new Error('Minified React error #423; visit https://react.dev/errors/423', { cause }),
      cause,
      cause,
      null,
    ];
    expect(errors.map(isRepeated)).toEqual([false, false, false, false]);
  });
});
