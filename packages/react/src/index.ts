// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
export { captureReactException } from './capture-react-exception.ts';
export {
  ErrorBoundary,
  type ErrorBoundaryProps,
  type FallbackProps,
  type FallbackRender,
  withErrorBoundary,
} from './error-boundary.tsx';
export { init } from './init.ts';
export { Profiler, type ProfilerProps, useProfiler, withProfiler } from './profiler.tsx';
export { createReduxEnhancer, type ReduxEnhancerOptions } from './redux.ts';
export { mutationErrorHandler, queryErrorHandler } from './query-errors.ts';
export { followZustandStore, type ZustandOptions } from './zustand.ts';
// Routers
export {
  type ReactRouterHooks,
  type ReactRouterOptions,
  reactRouterBrowserTracingIntegration,
  wrapCreateBrowserRouter,
  wrapReactRouterRouting,
  wrapUseRoutes,
} from './routers/react-router.ts';
export { tanstackRouterBrowserTracingIntegration } from './routers/tanstack-router.ts';
export { routeBrowserTracingIntegration, type ShownRoute, useRouteTracing } from './routers/any-router.ts';
export {
  reactRouterV6BrowserTracingIntegration,
  reactRouterV7BrowserTracingIntegration,
  withSentryReactRouterV6Routing,
  withSentryReactRouterV7Routing,
  wrapCreateBrowserRouterV6,
  wrapCreateBrowserRouterV7,
  wrapCreateMemoryRouter,
  wrapCreateMemoryRouterV6,
  wrapCreateMemoryRouterV7,
  wrapUseRoutesV6,
  wrapUseRoutesV7,
} from './routers/compat.ts';
export { type ReactErrorInfo, reactErrorHandler } from './root-handlers.ts';
// All that `@vedette/browser` exports; `init` of above comes before its own.
// biome-ignore lint/performance/noReExportAll: the names stand in the index of browser, once
export * from '@vedette/browser';
