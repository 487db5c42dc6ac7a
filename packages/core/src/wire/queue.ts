/** A list in order that takes no more than it was made for. */
export interface Queue<T> {
  /** False when it is full; then the item was not taken. */
  push(item: T): boolean;
  /** Puts an item that was taken out back to its place, before all that came after it; full or not. */
  putBack(item: T): void;
  shift(): T | undefined;
  readonly size: number;
}

/** `turn` grows with each new item, so that what comes back finds its place. */
export function createQueue<T extends { readonly turn: number }>(maxItems: number): Queue<T> {
  const items: T[] = [];
  return {
    push: (item) => items.length < maxItems && items.push(item) > 0,
    putBack(item) {
      const later = items.findIndex(({ turn }) => turn > item.turn);
      items.splice(later < 0 ? items.length : later, 0, item);
    },
    shift: () => items.shift(),
    get size() {
      return items.length;
    },
  };
}
