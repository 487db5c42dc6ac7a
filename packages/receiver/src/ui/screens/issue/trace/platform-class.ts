const CLASSES: Record<string, string> = { javascript: 'platform-browser', node: 'platform-server' };

/** The class that gives a platform its colour: what runs in browsers, what runs in Node, and the rest. */
export function platformClass(platform: string): string {
  return CLASSES[platform] ?? 'platform-other';
}
