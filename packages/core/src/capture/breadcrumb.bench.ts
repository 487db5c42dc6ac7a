import { bench } from 'vitest';
import { addBreadcrumb, createClient, setCurrentClient } from '../index.ts';
import { createMemoryPlatform } from '../testing/memory-platform.ts';

const client = createClient(
  { dsn: 'https://abc@host/1' },
  { platform: createMemoryPlatform(), sdk: { name: 'bench', version: '1' }, defaultIntegrations: [] },
);
setCurrentClient(client);

// The trail is full after the first hundred, which is how it is met in life. Aim: 0.25 us.
bench('addBreadcrumb', () => {
  addBreadcrumb({ category: 'ui.click', message: 'button#buy', data: { n: 1 } });
});
