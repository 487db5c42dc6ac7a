import type { BrowserTracingOptions, Integration } from '@vedette/browser';
import {
  type ReactRouterOptions,
  reactRouterIntegration,
  wrapCreateBrowserRouter,
  wrapReactRouterRouting,
  wrapUseRoutes,
} from './react-router.ts';

// Names of Sentry's SDKs, one for each version of React Router, for those who move over.

export function reactRouterV6BrowserTracingIntegration(
  options: ReactRouterOptions & Partial<BrowserTracingOptions>,
): Integration {
  return reactRouterIntegration(options, '_v6');
}

export function reactRouterV7BrowserTracingIntegration(
  options: ReactRouterOptions & Partial<BrowserTracingOptions>,
): Integration {
  return reactRouterIntegration(options, '_v7');
}

export {
  wrapCreateBrowserRouter as wrapCreateBrowserRouterV6,
  wrapCreateBrowserRouter as wrapCreateBrowserRouterV7,
  wrapCreateBrowserRouter as wrapCreateMemoryRouter,
  wrapCreateBrowserRouter as wrapCreateMemoryRouterV6,
  wrapCreateBrowserRouter as wrapCreateMemoryRouterV7,
  wrapReactRouterRouting as withSentryReactRouterV6Routing,
  wrapReactRouterRouting as withSentryReactRouterV7Routing,
  wrapUseRoutes as wrapUseRoutesV6,
  wrapUseRoutes as wrapUseRoutesV7,
};
