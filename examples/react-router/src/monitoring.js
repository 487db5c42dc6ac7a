import { init, reactRouterBrowserTracingIntegration } from '@vedette/react';
import { useEffect } from 'react';
import { createRoutesFromChildren, matchRoutes, useLocation, useNavigationType } from 'react-router';

// Imported before everything else. The integration is handed what it needs of the router you have.
init({
  dsn: import.meta.env.VITE_DSN,
  release: 'walks@1.0.0',
  environment: import.meta.env.MODE,
  integrations: [
    reactRouterBrowserTracingIntegration({
      useEffect,
      useLocation,
      useNavigationType,
      createRoutesFromChildren,
      matchRoutes,
    }),
  ],
  tracesSampleRate: 1,
});
