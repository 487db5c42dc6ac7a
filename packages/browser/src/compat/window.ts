/** The global object, typed as a page's. In a worker and on a server it has what there is. */
export const WINDOW = globalThis as typeof globalThis & Window;
