import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `vedette-receiver` listens unless told otherwise; the development server asks it for data. */
const RECEIVER = 'http://127.0.0.1:8977';

/** Builds the page to `dist/ui`. Nothing is inlined: the receiver's Content-Security-Policy allows only files. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/ui', import.meta.url)),
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': RECEIVER } },
});
