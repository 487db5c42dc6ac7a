const INDENT_PX = 14;
const MAX_INDENT_PX = 140;

/** How far to the right a row begins, in pixels. Deep trees stop moving, so that there stays room for words. */
export function indentOf(depth: number): number {
  return Math.min(depth * INDENT_PX, MAX_INDENT_PX);
}
