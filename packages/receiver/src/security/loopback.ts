/** Whether an address to listen on is reachable from this machine only. */
export function isLoopbackAddress(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether a `Host` header names this machine. A page of an attacker can have its own name resolve to 127.0.0.1 (DNS
 * rebinding) and would then be same-origin with us; but the name it calls us by stays its own.
 */
export function isLoopbackHostHeader(header: string | undefined): boolean {
  const name = (header ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
  return name === '[::1]' || name.endsWith('.localhost') || (name !== '::1' && isLoopbackAddress(name));
}
