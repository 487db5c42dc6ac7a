/** What a component is called. */
export function nameOf({ displayName, name }: { displayName?: string | undefined; name?: string }): string {
  return displayName || name || 'Component';
}
