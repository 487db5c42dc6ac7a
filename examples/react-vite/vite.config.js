import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // The receiver reads the maps, so that stack traces speak of what stands in src/.
  build: { sourcemap: true },
});
