// The numbers of this folder. They stand in a file without imports because only from such a one builds inline them.

/** Times an envelope is tried again when no answer comes at all. */
export const MAX_RETRIES = 2;

/** Milliseconds; doubled for each retry, from the first on, and spread so that clients do not return together. */
export const RETRY_DELAY_MS = 250;

/** Frames that stay of each stack when an event is too large: the newest, which stand last. */
export const MAX_FRAMES_WHEN_SHRUNK = 20;
