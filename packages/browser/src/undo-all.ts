/** What undoes several things at once. */
export function undoAll(undo: ReadonlyArray<() => void>): () => void {
  return () => {
    for (const undoOne of undo) {
      undoOne();
    }
  };
}
