/** What stands in a text, everywhere it does, and what is put in its place. */
export type Change = [from: RegExp | string, to: string];

/**
 * The text of a package with changes made to it, in this order. Fails when one of them does not fit: a new version of the
 * package is looked at, not hoped for.
 */
export function changeText(name: string, source: string, changes: Change[]): string {
  return changes.reduce((text, [from, to]) => {
    const changed = text.replaceAll(from, to);
    if (changed === text) {
      throw new Error(`${name} does not look as packages/browser/build expects: no ${from}`);
    }
    return changed;
  }, source);
}
