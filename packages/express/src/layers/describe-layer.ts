import { guard } from '@vedette/node';
import { isOurs } from '../registration.ts';
import { type RoutedRequest, routeName } from '../route-name.ts';
import { type Layer, mountPaths } from '../route-patterns.ts';

/** What a request passes: routers and mounted applications, middlewares, and the last handler of a route. */
export type LayerType = 'router' | 'middleware' | 'request_handler';

/**
 * Matches a layer by its name: a text that equals it, a regular expression, or a function. Names are `middleware - <name of
 * the function>`, `router - <path>` and `request handler - <route>`; a text may also be the second half alone.
 */
export type LayerPattern = string | RegExp | ((name: string) => boolean);

/** What is told of a layer. */
interface LayerDescription {
  type: LayerType;
  /** The name of the function, or the path of the router or route. */
  name: string;
  /** The path with its parameters, of routers and handlers. */
  route?: string | undefined;
}

/** Describes a layer, or says by `undefined` that it gets no span. */
export type SelectLayer = (request: RoutedRequest, layer: Layer) => LayerDescription | undefined;

/** Which layers get spans. A pattern that throws ignores nothing. */
export function selectLayers({
  ignoreLayers = [],
  ignoreLayersType = [],
}: {
  ignoreLayers?: LayerPattern[] | undefined;
  ignoreLayersType?: LayerType[] | undefined;
}): SelectLayer {
  return (request, layer) => {
    const description = describeLayer(request, layer);
    const isIgnored =
      isOurs(layer) ||
      ignoreLayersType.includes(description.type) ||
      ignoreLayers.some((pattern) => isNamed(description, pattern));
    return isIgnored ? undefined : description;
  };
}

function describeLayer(request: RoutedRequest, layer: Layer): LayerDescription {
  if (layer.handle?.stack || layer.name === 'mounted_app') {
    const route = mountPaths(layer)[0] ?? request.baseUrl;
    return { type: 'router', name: route || '/', route: route || '/' };
  }
  if (isLastOfRoute(request, layer)) {
    const route = routeName(request);
    return { type: 'request_handler', name: route ?? 'request handler', route };
  }
  return { type: 'middleware', name: layer.name ?? '<anonymous>' };
}

/** Those before it in a route do what a middleware does. */
function isLastOfRoute({ route }: RoutedRequest, layer: Layer): boolean {
  const { stack = [] } = route ?? {};
  const at = stack.indexOf(layer);
  return at >= 0 && !stack.slice(at + 1).some(({ method }) => !method || !layer.method || method === layer.method);
}

function isNamed({ type, name }: LayerDescription, pattern: LayerPattern): boolean {
  const whole = `${type.replace('_', ' ')} - ${name}`;
  if (typeof pattern === 'string') {
    return pattern === whole || pattern === name;
  }
  return pattern instanceof RegExp ? whole.search(pattern) >= 0 : guard(() => pattern(whole), false);
}
