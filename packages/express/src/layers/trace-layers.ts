import diagnosticsChannel from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { bindSpans, guard, type Span, withActiveSpan } from '@vedette/node';
import type { RoutedRequest } from '../route-name.ts';
import { type Application, type Layer, routerOf } from '../route-patterns.ts';
import type { SelectLayer } from './describe-layer.ts';
import { type LayerEntry, spanOfLayer } from './layer-span.ts';

/** What router 2.3 tells when it enters a layer, or a callback of `param`. */
interface Entered {
  req: RoutedRequest;
  res: ServerResponse;
  layer: Layer;
  errorHandler?: boolean;
  param?: string;
}

type Handle = (this: Layer, ...args: unknown[]) => unknown;
type LayerPrototype = Record<string, Handle | undefined>;

/** How a layer is entered, by version: with an error or without. */
const METHODS: Array<[name: string, isErrorHandler: boolean]> = [
  ['handle_request', false],
  ['handle_error', true],
  ['handleRequest', false],
  ['handleError', true],
];

let spanOf: ((entry: LayerEntry) => Span | undefined) | undefined;
const patched = new Map<object, Array<() => void>>();

/**
 * Gives layers spans: from Express 5.3 on by the tracing channel that its router speaks on, before by wrapping how a layer
 * is entered, as soon as an application has been seen. Returns the undo.
 */
export function traceLayers(select: SelectLayer): () => void {
  const spanOfSelected = (entry: LayerEntry): Span | undefined => spanOfLayer(entry, select);
  spanOf = spanOfSelected;
  const unbind = bindSpans<Entered>('tracing:express.router.request:start', (entered) => {
    const { req: request, res: response, layer, errorHandler = false, param } = entered;
    return param ? undefined : spanOf?.({ request, response, layer, isErrorHandler: errorHandler });
  });
  return () => {
    // Whoever came after us has taken over both.
    if (spanOf === spanOfSelected) {
      spanOf = undefined;
      unbind();
      for (const undo of [...patched.values()].flat()) {
        undo();
      }
      patched.clear();
    }
  };
}

/** Leads to the layers of an application's copy of Express. Nothing happens unless spans are asked for. */
export function seeApp(app: Application | undefined): void {
  if (spanOf && app) {
    guard(() => patchLayers(routerOf(app)?.stack?.[0]));
  }
}

function patchLayers(layer: Layer | undefined): void {
  const prototype = layer && (Object.getPrototypeOf(layer) as LayerPrototype);
  // Router 2.3 has its channel, where Node has such channels.
  if (
    prototype &&
    !patched.has(prototype) &&
    !('rawPath' in layer && typeof diagnosticsChannel.tracingChannel === 'function')
  ) {
    patched.set(
      prototype,
      METHODS.flatMap(([name, isErrorHandler]) => patch(prototype, name, isErrorHandler) ?? []),
    );
  }
}

function patch(prototype: LayerPrototype, name: string, isErrorHandler: boolean): (() => void) | undefined {
  const original = prototype[name];
  if (!original) {
    return undefined;
  }
  const arity = isErrorHandler ? 4 : 3;
  const wrapped: Handle = function (...args) {
    const [request, response] = args.slice(-3) as [RoutedRequest, ServerResponse];
    // What dispatches to a route is none, and what takes another number of arguments is passed over.
    const length = this.handle?.length ?? 0;
    const isEntered = spanOf && !this.route && (isErrorHandler ? length === arity : length <= arity);
    const span = isEntered ? guard(() => spanOf?.({ request, response, layer: this, isErrorHandler })) : undefined;
    return span ? withActiveSpan(span, () => original.apply(this, args)) : original.apply(this, args);
  };
  prototype[name] = wrapped;
  return () => {
    // Whoever has patched after us keeps ours, which then only passes on.
    if (prototype[name] === wrapped) {
      prototype[name] = original;
    }
  };
}
