const known = /* @__PURE__ */ new WeakSet<object>();

/** Whether somebody asks about this object for the first time: what is done once for each of them is done then. */
export function isNew(what: object): boolean {
  return !known.has(what) && !!known.add(what);
}
