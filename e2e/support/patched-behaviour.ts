/**
 * Runs in the page, as text: everything a page can notice of the functions that the SDK patches, each as
 * `[what, how it is]`. What two runs tell is equal, or somebody has noticed.
 */
export async function noticeBehaviour(): Promise<Array<[what: string, how: string]>> {
  const noticed: Array<[string, string]> = [];
  const note = async (what: string, run: () => unknown): Promise<void> => {
    try {
      noticed.push([what, `gives ${textOf(await run())}`]);
    } catch (error) {
      noticed.push([what, `throws ${textOf(error)}`]);
    }
  };
  const textOf = (value: unknown): string =>
    value instanceof Error ? `${value.constructor.name} ${value.message}` : `${typeof value} ${String(value)}`;

  history.replaceState(null, '', '/');
  const methods: Array<[object, string]> = [
    [window, 'fetch'],
    ...['open', 'send', 'setRequestHeader'].map((name): [object, string] => [XMLHttpRequest.prototype, name]),
    ...['pushState', 'replaceState'].map((name): [object, string] => [History.prototype, name]),
    ...['debug', 'info', 'warn', 'error', 'log', 'assert', 'trace'].map((name): [object, string] => [console, name]),
  ];
  for (const [holder, name] of methods) {
    const method = (holder as Record<string, (...args: unknown[]) => unknown>)[name] as (...args: unknown[]) => unknown;
    const { value: _, ...flags } = Object.getOwnPropertyDescriptor(holder, name) ?? {};
    await note(`${name} is a property`, () => JSON.stringify(flags));
    await note(`${name} is called`, () => method.name);
    await note(`${name} wants arguments`, () => method.length);
    await note(`${name} has`, () => Reflect.ownKeys(method).map(String));
    await note(`${name} has of each`, () => JSON.stringify(Object.getOwnPropertyDescriptors(method)));
    await note(`${name} inherits from`, () => Object.getPrototypeOf(method) === Function.prototype);
    await note(`${name} shows as`, () => method.toString());
    await note(`${name} is, as text,`, () => `${method}`);
    await note(`new ${name}`, () => new (method as unknown as new () => object)());
    await note(`${name} of something else`, () => method.call({}, '/answer/200'));
    await note(`${name} of nothing`, () => method('/answer/200'));
    await note(`${name} without arguments`, () => method.call(holder === XMLHttpRequest.prototype ? {} : window));
    await note(`${name} can be bound`, () => method.bind(null).name);
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    await note(`own ${name}`, () => Object.hasOwn(history, name));
    await note(`${name} elsewhere`, () => history[name](null, '', 'https://elsewhere.example/'));
    await note(`${name} of what cannot be kept`, () => history[name](() => {}, ''));
    await note(`${name} here`, () => [history[name]({ a: 1 }, '', '#here'), location.hash, history.state.a]);
  }

  const urls = ['/answer/200', '/answer/404', 'http://', 'data:,text', 'http://127.0.0.1:1/', undefined, null, {}];
  for (const url of [...urls, Symbol('url'), new URL('/answer/201', location.href), new Request('/answer/202')]) {
    const call = () => fetch(url as string);
    await note(`fetch ${String(url)} is`, () => Object.prototype.toString.call(call().catch(() => {})));
    await note(`fetch ${String(url)} comes to`, async () => (await call()).status);
  }
  await note('fetch is a promise', () => {
    const promise = fetch('/answer/200');
    return [promise.constructor === Promise, Reflect.ownKeys(promise).length, promise instanceof Promise];
  });
  await note('fetch with init', async () => (await fetch('/answer/200', { method: 'post', body: 'a' })).text());
  await note('fetch with wrong init', () => fetch('/answer/200', { method: 'in valid' }));
  await note('fetch with wrong headers', () => fetch('/answer/200', { headers: { 'in valid': '1' } }));
  await note('fetch with a getter that throws', () =>
    fetch('/answer/200', {
      get method(): string {
        throw new RangeError('of the host');
      },
    }),
  );
  await note('fetch that is aborted', () => fetch('/answer/200', { signal: AbortSignal.abort() }));
  const reason = new Error('enough');
  await note('fetch aborted for a reason', () =>
    fetch('/answer/200', { signal: AbortSignal.abort(reason) }).catch((error) => error === reason),
  );

  const unhandled: string[] = [];
  const hear = (event: PromiseRejectionEvent): void => {
    unhandled.push(textOf(event.reason));
    event.preventDefault();
  };
  addEventListener('unhandledrejection', hear);
  void fetch('http://127.0.0.1:1/');
  fetch('http://127.0.0.1:1/').catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 300));
  removeEventListener('unhandledrejection', hear);
  noticed.push(['rejections nobody handled', unhandled.join()]);

  const xhrSteps = (method: string, url: string, act = (_: XMLHttpRequest) => {}): Promise<string[]> =>
    new Promise((resolve) => {
      const steps: string[] = [];
      const xhr = new XMLHttpRequest();
      for (const type of ['readystatechange', 'load', 'error', 'abort', 'timeout', 'loadend']) {
        xhr.addEventListener(type, () => steps.push(`${type} ${xhr.readyState} ${xhr.status}`));
      }
      xhr.addEventListener('loadend', () => setTimeout(() => resolve(steps)));
      steps.push(String(xhr.open(method, url)), String(xhr.onreadystatechange));
      steps.push(String(xhr.send()));
      act(xhr);
      steps.push(String(Reflect.ownKeys(xhr).length));
    });
  await note('xhr that succeeds', () => xhrSteps('GET', '/answer/200'));
  await note('xhr that fails', () => xhrSteps('GET', 'http://127.0.0.1:1/'));
  await note('xhr that is aborted', () => xhrSteps('GET', '/answer/200', (xhr) => xhr.abort()));
  await note('xhr sent twice', () => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', '/answer/200');
    xhr.send();
    xhr.send();
  });
  await note('xhr never opened', () => new XMLHttpRequest().send());
  await note('xhr to nowhere', () => new XMLHttpRequest().open('GET', 'http://'));
  await note('xhr by a wrong method', () => new XMLHttpRequest().open('in valid', '/'));
  await note('xhr that waits', () => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', '/answer/200', false);
    xhr.send();
    return [xhr.status, xhr.responseText];
  });
  return noticed;
}
