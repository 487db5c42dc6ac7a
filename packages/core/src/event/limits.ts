// The numbers of this folder. They stand in a file without imports because only from such a one builds inline them.

/** Frames kept of a stack, newest first. Source: event-payload, "Stack frames". */
export const MAX_FRAMES = 50;

/** Longer stack lines are cut before any regular expression sees them. Source: the same. */
export const MAX_LINE_LENGTH = 1024;

/** Newest frames of a synthetic exception that are not the host's: the function of ours that made it. */
export const OUR_FRAMES = 1;

/** Keys of a thrown object, and members of a list of errors, that are looked at: there may be millions. */
export const MAX_LOOKED_AT = 100;
