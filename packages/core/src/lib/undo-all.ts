/** What undoes several things at once; `false` is nothing to undo. */
export function undoAll(undo: ReadonlyArray<false | (() => void)>): () => void {
  return () => {
    for (const undoOne of undo) {
      if (undoOne) {
        undoOne();
      }
    }
  };
}
