import type { Event, Exception, StackFrame } from '@vedette/core/wire';
import { describe, expect, it } from 'vitest';
import { groupEvent } from './fingerprint.ts';

const frame = (changes: StackFrame = {}): StackFrame => ({
  filename: 'http://localhost/assets/index-BxK3k29a.js',
  function: 'pay',
  lineno: 1,
  colno: 100,
  in_app: true,
  ...changes,
});
const error = (frames: StackFrame[], changes: Exception = {}): Exception => ({
  type: 'Error',
  value: 'boom',
  stacktrace: { frames },
  ...changes,
});
const event = (values: Exception[], changes: Partial<Event> = {}): Event => ({ exception: { values }, ...changes });
const same = (left: Event, right: Event): boolean => groupEvent(left).fingerprint === groupEvent(right).fingerprint;

describe('one issue', () => {
  it('whatever the line numbers, the host and the hash of the bundle', () => {
    const next = frame({ filename: 'https://shop.example/assets/index-Cz_1-dQ0.js?x', lineno: 7, colno: 4 });
    expect(same(event([error([frame()])]), event([error([next])]))).toBe(true);
  });

  it('whatever the message, when there is a stack', () => {
    expect(same(event([error([frame()])]), event([error([frame()], { value: 'bang' })]))).toBe(true);
  });

  it('whatever libraries the call went through', () => {
    const library = frame({ in_app: false, filename: 'node_modules/react-dom/x.js', function: 'commit' });
    expect(same(event([error([library, frame()])]), event([error([frame()])]))).toBe(true);
  });

  it('however deep a recursion went', () => {
    const deep = [frame({ function: 'start' }), ...Array.from({ length: 40 }, () => frame())];
    expect(same(event([error([frame({ function: 'start' }), frame()])]), event([error(deep)]))).toBe(true);
  });

  it('for a template, whatever is filled in', () => {
    const filled = (message: string): Event => ({ message, logentry: { message: 'hello %s' } });
    expect(same(filled('hello Ann'), filled('hello Bob'))).toBe(true);
  });

  it('for messages that differ in numbers only', () => {
    expect(same({ message: 'order 1 failed' }, { message: 'order 2 failed' })).toBe(true);
  });
});

describe('several issues', () => {
  it('for another type, function, file or place in the function', () => {
    const one = event([error([frame({ context_line: '  throw a;' })])]);
    expect(same(one, event([error([frame({ context_line: '  throw a;' })], { type: 'TypeError' })]))).toBe(false);
    expect(same(one, event([error([frame({ context_line: '  throw a;', function: 'buy' })])]))).toBe(false);
    expect(same(one, event([error([frame({ context_line: '  throw a;', filename: 'b.js' })])]))).toBe(false);
    expect(same(one, event([error([frame({ context_line: '  throw b;' })])]))).toBe(false);
  });

  it('for another cause', () => {
    const outer = error([frame()]);
    const cause = error([frame({ function: 'connect' })]);
    expect(same(event([outer]), event([cause, outer]))).toBe(false);
  });

  it('for messages with stacks that the SDK made', () => {
    const message = (value: string) =>
      event([error([frame()], { value, mechanism: { type: 'generic', synthetic: true } })]);
    expect(same(message('disk full'), message('disk empty'))).toBe(false);
    expect(same(message('disk 1 full'), message('disk 2 full'))).toBe(true);
  });
});

describe('an explicit fingerprint', () => {
  it('decides alone', () => {
    const fingerprint = ['payment', 'stripe'];
    expect(same(event([error([frame()])], { fingerprint }), { message: 'other', fingerprint })).toBe(true);
  });

  it('refines the ordinary grouping with {{ default }}', () => {
    const tenant = (name: string, text: string) => event([error([frame()])], { fingerprint: [text, name] });
    expect(same(tenant('a', '{{ default }}'), tenant('b', '{{ default }}'))).toBe(false);
    expect(groupEvent(tenant('a', '{{default}}')).lines).toEqual(['Error', 'pay (assets/index.js)', 'a']);
  });

  it('fills variables in and leaves unknown ones', () => {
    const fingerprint = ['{{ error.type }}', '{{ tags.shop }}', '{{ transaction }}', '{{ nonsense }}'];
    const tagged = event([error([frame()])], { fingerprint, tags: { shop: 'Oslo' } });
    expect(groupEvent(tagged).lines).toEqual(['Error', 'Oslo', '{{ transaction }}', '{{ nonsense }}']);
  });
});

it('tells people why, in lines they can read', () => {
  const cause = error([
    frame({ filename: 'src/db.ts', function: 'connect', context_line: '  throw new Error(host);' }),
  ]);
  const outer = error([frame({ filename: 'src/cart.ts' })], { type: 'PaymentError' });
  expect(groupEvent(event([cause, outer])).lines).toEqual([
    'Error',
    'connect (src/db.ts): throw new Error(host);',
    'PaymentError',
    'pay (src/cart.ts)',
  ]);
});

it('gives an event without anything an issue too', () => {
  expect(groupEvent({}).lines).toEqual(['(no message)']);
});
