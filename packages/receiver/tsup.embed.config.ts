import { defineConfig } from 'tsup';

/** What pages of others load from the receiver: one script without anything around it. */
export default defineConfig({
  entry: { 'report-dialog': 'src/embed/report-dialog.ts' },
  outDir: 'dist/embed',
  format: 'iife',
  target: 'es2022',
  minify: true,
  clean: false,
  dts: false,
});
