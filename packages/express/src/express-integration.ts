import { type Integration, undoAll } from '@vedette/node';
import { hearRoutes } from './hear-routes.ts';
import { type LayerPattern, type LayerType, selectLayers } from './layers/describe-layer.ts';
import { traceLayers } from './layers/trace-layers.ts';
import { watchRegistration } from './watch-registration.ts';

export interface ExpressIntegrationOptions {
  /**
   * Spans of routers, middlewares and request handlers, below that of the request. They cost each layer a span, and put a
   * frame of their own into stack traces. @default true where one of the options below is given, else false
   */
  spans?: boolean;
  /** No spans for layers with these names, such as `/^middleware - (query|expressInit)$/`. @default none */
  ignoreLayers?: LayerPattern[];
  /** No spans for these kinds of layers. @default none */
  ignoreLayersType?: LayerType[];
}

/**
 * Names requests and their errors by the route that took them: `GET /users/:id`; with spans of what a request passes on its
 * way, if they are asked for. With `debug` it also says what is wrong when nobody reports an error.
 */
export function expressIntegration(options: ExpressIntegrationOptions = {}): Integration {
  const { ignoreLayers, ignoreLayersType, spans = !!(ignoreLayers || ignoreLayersType) } = options;
  return {
    name: 'Express',
    setup(client) {
      const stops = [
        hearRoutes(),
        ...(spans ? [traceLayers(selectLayers({ ignoreLayers, ignoreLayersType }))] : []),
        ...(client.getOptions().debug ? [watchRegistration(client)] : []),
      ];
      return undoAll(stops);
    },
  };
}
