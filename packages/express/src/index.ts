// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
export { getDefaultIntegrations, init } from './init.ts';
// Express
export {
  type ErrorMiddleware,
  type ExpressErrorHandlerOptions,
  expressErrorHandler,
  type MiddlewareError,
  setupExpressErrorHandler,
} from './error-handler.ts';
export { type ExpressIntegrationOptions, expressIntegration } from './express-integration.ts';
export type { LayerPattern, LayerType } from './layers/describe-layer.ts';
export { type Middleware, vedetteMiddleware } from './request.ts';
// For people who come from v7
export { Handlers, type RequestHandlerOptions } from './compat.ts';
// All that `@vedette/node` exports; `init` and `getDefaultIntegrations` of above come before its own.
// biome-ignore lint/performance/noReExportAll: the names stand in the index of node, once
export * from '@vedette/node';
