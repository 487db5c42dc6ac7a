import { type Client, getClient, guard, type Integration, isError, undoAll } from '@vedette/core';
import { patch } from '../instrument/patch.ts';

export interface BrowserApiErrorsOptions {
  /** @default true */
  setTimeout?: boolean;
  /** @default true */
  setInterval?: boolean;
  /** @default true */
  requestAnimationFrame?: boolean;
  /** Its properties `onload`, `onerror`, `onprogress` and `onreadystatechange`. @default true */
  XMLHttpRequest?: boolean;
  /** Listeners of all targets, or of those that inherit from the named classes. @default true */
  eventTarget?: boolean | string[];
  /** Takes a listener off that was added before `init`, when it is added again: else it is called twice. @default false */
  unregisterOriginalCallbacks?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: any function there is.
type AnyFunction = (this: unknown, ...args: any[]) => unknown;

/**
 * Says of an error that nobody caught which API called the function that threw it, by wrapping the functions that a page
 * gives to timers, requests and events. The error is thrown on, and reported once. The global handlers report the same
 * errors without being told so; this one is for who wants to know, and costs every listener a call. `close()` undoes it,
 * but for `removeEventListener`, which has to find the listeners that were added in the meantime.
 */
export function browserApiErrorsIntegration(options: BrowserApiErrorsOptions = {}): Integration {
  const isOn = (name: keyof BrowserApiErrorsOptions): boolean => options[name] !== false;
  return {
    name: 'BrowserApiErrors',
    setup(client) {
      const wrap = createWrap(client);
      const firstOf = (api: 'setTimeout' | 'setInterval' | 'requestAnimationFrame'): false | (() => void) =>
        isOn(api) &&
        patch(globalThis as unknown as Record<string, AnyFunction>, api, (args) => {
          args[0] = wrap(args[0], api);
        });
      return undoAll([
        firstOf('setTimeout'),
        firstOf('setInterval'),
        firstOf('requestAnimationFrame'),
        isOn('XMLHttpRequest') && wrapRequests(wrap),
        isOn('eventTarget') && wrapListeners(wrap, options),
      ]);
    },
  };
}

/** Puts a function in place of another that reports what it throws, and else is no different; what is none stays. */
type Wrap = <T>(callback: T, api: string, data?: Record<string, string>) => T;

function createWrap(client: Client): Wrap {
  return (callback, api, data) => {
    if (typeof callback !== 'function') {
      return callback;
    }
    const call = callback as unknown as AnyFunction;
    return new Proxy(call, {
      apply(_, self, args) {
        try {
          return Reflect.apply(call, self, args);
        } catch (error) {
          // Of what is no error nobody could tell that it was reported: the global handlers do that.
          guard(() => {
            if (isError(error) && client === getClient()) {
              client.captureException(error, {
                mechanism: {
                  type: `auto.browser.browserapierrors.${api}`,
                  handled: false,
                  data: { function: call.name || '<anonymous>', ...data },
                },
              });
            }
          });
          throw error;
        }
      },
    }) as typeof callback;
  };
}

const REQUEST_CALLBACKS = ['onload', 'onerror', 'onprogress', 'onreadystatechange'] as const;

function wrapRequests(wrap: Wrap): () => void {
  const wrapped = new WeakSet<AnyFunction>();
  return patch(globalThis.XMLHttpRequest?.prototype, 'send', (_, self) => {
    const request = self as Record<(typeof REQUEST_CALLBACKS)[number], AnyFunction | null>;
    for (const name of REQUEST_CALLBACKS) {
      const callback = request[name];
      if (callback && !wrapped.has(callback)) {
        const standIn = wrap(callback, 'xhr', { handler: name });
        wrapped.add(standIn);
        request[name] = standIn;
      }
    }
  });
}

/** Every listener has one stand-in, so that adding it twice is still adding it once. */
function wrapListeners(wrap: Wrap, { eventTarget, unregisterOriginalCallbacks }: BrowserApiErrorsOptions): () => void {
  const { prototype } = EventTarget;
  const { removeEventListener } = prototype;
  const standIns = new WeakMap<object, EventListener>();
  const classes = Array.isArray(eventTarget) ? eventTarget.map((name) => globalThis[name as 'EventTarget']) : undefined;

  const isMeant = (self: unknown): boolean =>
    !classes || classes.some((one) => typeof one === 'function' && self instanceof one);

  const wrapListener = (listener: object, target: unknown): EventListener => {
    const data = { target: Object.prototype.toString.call(target).slice(8, -1) };
    return typeof listener === 'function'
      ? wrap(listener as EventListener, 'addEventListener', data)
      : // Its method is looked up when it is called, as without us.
        (event) => wrap((listener as EventListenerObject).handleEvent, 'handleEvent', data).call(listener, event);
  };

  const stopAdding = patch(prototype, 'addEventListener', (args, self) => {
    const [type, listener, options] = args as [string, EventListener | null, boolean | undefined];
    if (Object(listener) === listener && listener && isMeant(self)) {
      let standIn = standIns.get(listener);
      if (!standIn) {
        standIns.set(listener, (standIn = wrapListener(listener, self)));
      }
      if (unregisterOriginalCallbacks) {
        Reflect.apply(removeEventListener, self, [type, listener, options]);
      }
      args[1] = standIn;
    }
  });
  // Both, because the listener itself may have been added before us.
  patch(prototype, 'removeEventListener', ([type, listener, options], self) => {
    const standIn = standIns.get(Object(listener));
    if (standIn) {
      Reflect.apply(removeEventListener, self, [type, standIn, options]);
    }
  });
  return stopAdding;
}
