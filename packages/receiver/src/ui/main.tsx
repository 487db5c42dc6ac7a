import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startRouting } from './router.ts';

const root = document.getElementById('root');
if (root) {
  startRouting();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
