import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The repository's root, absolute. */
export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');

export const shopFolder = path.join(root, 'examples', 'shop');

/** A line of a file of the shop as it stands there, counted from 1. */
export function shopLine(file: string, lineNumber: number | undefined): string | undefined {
  return readFileSync(path.join(shopFolder, file), 'utf8').split('\n')[(lineNumber ?? 0) - 1];
}
