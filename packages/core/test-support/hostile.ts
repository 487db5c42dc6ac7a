/** Values that hosts do not mean to hand over, and that break whoever trusts them. Each is made anew. */
export const HOSTILE: Record<string, () => unknown> = {
  undefined: () => undefined,
  null: () => null,
  'a number': () => 12,
  'not a number': () => Number.NaN,
  'a big integer': () => 10n,
  'a symbol': () => Symbol('s'),
  'a string': () => 'text',
  'half a character': () => '\ud800',
  'a function': () => () => 'result',
  'a function whose name throws': () => Object.defineProperty(() => {}, 'name', { get: fail }),
  'an object without prototype': () => Object.create(null),
  'a cycle': () => {
    const cycle: Record<string, unknown> = { list: [] };
    cycle.self = cycle;
    (cycle.list as unknown[]).push(cycle);
    return cycle;
  },
  'getters that throw': () => Object.defineProperty({}, 'message', { enumerable: true, get: fail }),
  'a getter that throws something hostile': () =>
    Object.defineProperty({}, 'x', {
      enumerable: true,
      get() {
        throw Object.defineProperty(new Error(), 'message', { get: fail });
      },
    }),
  'a proxy that refuses everything': () => new Proxy({}, REFUSE),
  'a function proxy that refuses everything': () => new Proxy(() => {}, REFUSE),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'toString and toJSON that throw': () => ({ toString: fail, toJSON: fail, valueOf: fail }),
  'toJSON that returns itself': () => {
    const self = { toJSON: (): unknown => self };
    return self;
  },
  'a then that throws': () => Object.defineProperty({}, 'then', { get: fail }),
  'a frozen error': () => Object.freeze(new Error('frozen')),
  'an error with hostile properties': () =>
    Object.defineProperties(new Error('x'), {
      stack: { get: fail },
      message: { get: fail },
      name: { get: fail },
      cause: { get: fail },
      constructor: { get: fail },
    }),
  'an error with properties of other types': () =>
    Object.assign(new Error('x'), { message: { a: 1 }, name: 5n, stack: [1], cause: 7, errors: 'many' }),
  'an array with a hostile length': () =>
    new Proxy([1, 2], { get: (array, key) => (key === 'length' ? fail() : Reflect.get(array, key)) }),
  'a date that is none': () => new Date(Number.NaN),
};

function fail(): never {
  throw new Error('hostile');
}

const REFUSE: ProxyHandler<object> = {
  get: fail,
  has: fail,
  ownKeys: fail,
  getPrototypeOf: fail,
  getOwnPropertyDescriptor: fail,
  apply: fail,
};
