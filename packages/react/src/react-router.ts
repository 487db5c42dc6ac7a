import type { BrowserTracingOptions, Integration } from '@vedette/browser';
import { useEffect } from 'react';
import { createRoutesFromChildren, matchRoutes, useLocation, useNavigationType } from 'react-router';
import { type ReactRouterOptions, reactRouterBrowserTracingIntegration as withHooks } from './routers/react-router.ts';

export {
  type ReactRouterHooks,
  type ReactRouterOptions,
  wrapCreateBrowserRouter,
  wrapCreateBrowserRouter as wrapCreateMemoryRouter,
  wrapReactRouterRouting,
  wrapUseRoutes,
} from './routers/react-router.ts';

/**
 * The integration of the same name in `@vedette/react`, which takes what it needs from `react-router` itself. Takes the same
 * options; what of React Router is given there comes first. React Router 6 needs `react-router` to be installed beside
 * `react-router-dom`.
 */
export function reactRouterBrowserTracingIntegration(
  options: Partial<ReactRouterOptions & BrowserTracingOptions> = {},
): Integration {
  const own = { useEffect, useLocation, useNavigationType, createRoutesFromChildren, matchRoutes };
  return withHooks({ ...(own as unknown as ReactRouterOptions), ...options });
}
