import imported from 'error-stack-parser';

export type Parser = typeof imported;

/** The package's parser. What is built runs the package when this is first called, and not at the start. */
export function stackParser(): Parser {
  // A UMD module that exports itself as `default`, and whose whole is the default when it is seen from ESM.
  return (imported as Parser & { default?: Parser }).default ?? imported;
}
