import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** `pnpm dev`: the page with hot reloading on 5173, the API (`pnpm dev:api`) behind it on 3000. */
export default defineConfig({
  plugins: [react(), dsnForDevelopment()],
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
  build: { outDir: 'dist/web', sourcemap: true },
});

/** In production the API writes the DSN into the page; while developing vite serves the page, so vite does it. */
function dsnForDevelopment(): Plugin {
  return {
    name: 'dsn-for-development',
    apply: 'serve',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'vedette-dsn', content: process.env.VEDETTE_DSN ?? '' }, injectTo: 'head' },
    ],
  };
}
