/** A list in order that takes no more than it was made for. */
export interface Queue<T> {
  /** False when it is full; then the item was not taken. */
  push(item: T): boolean;
  /** Puts an item that was taken out back to the front, full or not. */
  unshift(item: T): void;
  shift(): T | undefined;
  readonly size: number;
}

export function createQueue<T>(maxItems: number): Queue<T> {
  const items: T[] = [];
  return {
    push: (item) => items.length < maxItems && items.push(item) > 0,
    unshift: (item) => void items.unshift(item),
    shift: () => items.shift(),
    get size() {
      return items.length;
    },
  };
}
