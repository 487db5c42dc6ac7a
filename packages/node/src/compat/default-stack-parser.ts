import { createStackParser as createParserOfLines, type StackParser } from '@vedette/core';
import { createStackParser } from '../stack-lines.ts';

let parser: StackParser | undefined;

/** A stack text as an event's frames, the outermost call first, as `init` reads it too. */
export const defaultStackParser: StackParser = (...args) => {
  parser ??= createDefaultParser();
  return parser(...args);
};

function createDefaultParser(): StackParser {
  const read = createStackParser(process.argv[1]);
  return createParserOfLines([0, (line) => read(line)[0]]);
}
