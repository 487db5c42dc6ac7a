import './monitoring.js';
import { reactErrorHandler } from '@vedette/react';
import { createRoot } from 'react-dom/client';
import { App } from './app.jsx';

// What an ErrorBoundary catches, it reports itself; these two hear the rest.
createRoot(document.getElementById('root'), {
  onUncaughtError: reactErrorHandler(),
  onRecoverableError: reactErrorHandler(),
}).render(<App />);
