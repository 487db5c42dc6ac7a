/** The list of names held against what is exported. Knows no files. */

/** In the order they are shown: essential, common, rare, deprecated or internal. */
export const MARKS = ['E', 'C', 'R', 'D'];

/**
 * Each name of the list with what is there: `{ section, key, name, mark, note, present }`, `present` by package: `yes`,
 * `no-op` or `no`. `key` is the name, with its type before it for a member.
 *
 * `sections`: names.json. `declarations`: see declarations.mjs. A function or constant counts only when it is a value.
 */
export function compareNames(sections, declarations) {
  return sections.flatMap(({ title, in: packages, of, kind, names }) =>
    Object.entries(names).map(([name, text]) => {
      const [, mark, note = ''] = /^([ECRD])(?:: (.+))?$/.exec(text) ?? [];
      if (!mark) {
        throw new Error(`${name}: "${text}" does not begin with one of ${MARKS.join(', ')}`);
      }
      const found = (pkg) => {
        const { names: exported, membersOf } = declarations[pkg];
        const fact = of ? membersOf(of)?.get(name) : exported.get(name);
        const isThere = fact && (of || kind === 'types' || fact.isValue);
        return isThere ? (fact.isNoop ? 'no-op' : 'yes') : 'no';
      };
      const present = Object.fromEntries(packages.split(' ').map((pkg) => [pkg, found(pkg)]));
      return { section: title, key: of ? `${of}.${name}` : name, name, mark, note, present };
    }),
  );
}

/** Where the list of absent names and the declarations disagree, in words. `absent`: absent.json. */
export function claimProblems(rows, absent) {
  const known = new Set(rows.flatMap(({ key, present }) => Object.keys(present).map((pkg) => `${pkg} ${key}`)));
  const isAbsent = (pkg, key) => absent[key]?.split(' ').includes(pkg) ?? false;
  const wrong = rows.flatMap(({ key, present }) =>
    Object.entries(present).flatMap(([pkg, state]) => {
      if ((state === 'no') === isAbsent(pkg, key)) {
        return [];
      }
      return state === 'no'
        ? [`${pkg}: ${key} is claimed, but not exported`]
        : [`${pkg}: ${key} is exported, but called absent; run \`pnpm compatibility --write\``];
    }),
  );
  const unknown = Object.entries(absent).flatMap(([key, packages]) =>
    packages.split(' ').flatMap((pkg) => (known.has(`${pkg} ${key}`) ? [] : [`${pkg}: ${key} is in no list of names`])),
  );
  return [...wrong, ...unknown];
}

/** absent.json without what is there by now. It never grows by itself: a name that is gone is to be noticed. */
export function stillAbsent(rows, absent) {
  const isGone = (key, pkg) => rows.some((row) => row.key === key && row.present[pkg] === 'no');
  return Object.fromEntries(
    Object.entries(absent)
      .map(([key, packages]) => [key, packages.split(' ').filter((pkg) => isGone(key, pkg))])
      .filter(([, packages]) => packages.length > 0)
      .map(([key, packages]) => [key, packages.join(' ')]),
  );
}

/** How many names of a package and mark are there: `{ total, yes, noop }`. */
export function countPresent(rows, pkg, mark) {
  const states = rows.filter((row) => row.mark === mark).map(({ present }) => present[pkg]);
  const count = (state) => states.filter((other) => other === state).length;
  return { total: states.filter(Boolean).length, yes: count('yes'), noop: count('no-op') };
}
