/** Bytes that all requests together may hold. */
export interface ByteBudget {
  /** False when they are not to be had; then nothing was taken. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Keeps a crowd of large bodies, each within its own cap, from filling the memory together. */
export function createByteBudget(maxBytes: number): ByteBudget {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > maxBytes) {
        return false;
      }
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}
