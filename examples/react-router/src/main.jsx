import './monitoring.js';
import { reactErrorHandler, wrapCreateBrowserRouter } from '@vedette/react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { routes } from './routes.jsx';

// Wrapped, so that transactions are named by routes: `/walks/:id`.
const router = wrapCreateBrowserRouter(createBrowserRouter)(routes);

createRoot(document.getElementById('root'), {
  onUncaughtError: reactErrorHandler(),
  onRecoverableError: reactErrorHandler(),
}).render(<RouterProvider router={router} />);
