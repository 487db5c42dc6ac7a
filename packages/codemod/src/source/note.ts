/** Something that a person has to look at. */
export interface Note {
  /** Counted from 1, in the file as it is afterwards. */
  line: number;
  /** What stands there. */
  what: string;
  /** Why it was not moved, or what was done instead, and what to do by hand. */
  message: string;
}
