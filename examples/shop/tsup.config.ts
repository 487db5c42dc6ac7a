import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/api/server.ts'],
  outDir: 'dist/api',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  clean: true,
});
