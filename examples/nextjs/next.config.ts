import type { NextConfig } from 'next';

export default {
  // The receiver reads the maps, so that stack traces speak of what stands in app/.
  productionBrowserSourceMaps: true,
  experimental: { serverSourceMaps: true },
  // Turbopack names a map otherwise than the file it is of; by its debug id it is found all the same.
  turbopack: { debugIds: true },
  // One instance for the whole server, loaded by Node.
  serverExternalPackages: ['@vedette/node'],
} satisfies NextConfig;
