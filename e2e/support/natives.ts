/** Both functions run in the page: the first before any of its scripts, the second when the test asks. */

/** Remembers what the SDK may patch. */
export function rememberNatives(): void {
  const now = (): Array<[string, unknown]> => [
    ['fetch', window.fetch],
    ['open', XMLHttpRequest.prototype.open],
    ['send', XMLHttpRequest.prototype.send],
    ['pushState', history.pushState],
    ['replaceState', history.replaceState],
    ['log', console.log],
    ['error', console.error],
    ['addEventListener', EventTarget.prototype.addEventListener],
    ['setTimeout', window.setTimeout],
  ];
  const before = now();
  (window as unknown as { patched: () => string[] }).patched = () =>
    now()
      .filter(([, value], index) => value !== before[index]?.[1])
      .map(([name]) => name);
}

/** The names of those that are no longer what they were. */
export function patchedNatives(): string[] {
  return (window as unknown as { patched: () => string[] }).patched();
}
