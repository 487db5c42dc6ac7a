import type { Integration } from '../types/client.ts';

/**
 * Does nothing, and is there so that programs which name it go on working. Elsewhere it patches
 * `Function.prototype.toString`, because wrapped functions would show the wrapper's source. What we put in the place of a
 * browser's functions are proxies: they look native, as the originals do, and nothing of the host's is touched.
 */
export function functionToStringIntegration(): Integration {
  return { name: 'FunctionToString' };
}
