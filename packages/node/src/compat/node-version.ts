const [major = 0, minor = 0, patch = 0] = process.versions.node.split('.').map(Number);

/** The version of Node, or the one that another runtime says it is like. */
export const NODE_VERSION = { major, minor, patch };
