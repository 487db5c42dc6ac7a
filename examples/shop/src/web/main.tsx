import './monitoring.ts';
import { reactErrorHandler } from '@vedette/react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './shop.css';

// What an ErrorBoundary catches, it reports itself; these two hear the rest.
createRoot(document.getElementById('root') as HTMLElement, {
  onUncaughtError: reactErrorHandler(),
  onRecoverableError: reactErrorHandler(),
}).render(<App />);
