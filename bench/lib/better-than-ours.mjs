/** What we lose: every figure in which a contestant that does the same work is better than we are. */

/** Less than that is the noise of a quiet machine. */
const NOTABLE = 1.05;
/** Contestants that do nothing, or the same with no features. */
const LIMITS = ['bare', 'floor'];

/** Columns of which more is not worse. */
const NO_COST = ['arrived', 'posts', 'leftBytes'];

/** `{ family, title, who, heading, theirs, ours }` for each, of columns in which less is better. */
export function betterThanOurs(families) {
  return Object.values(families).flatMap((family) =>
    family.scenarios.flatMap(({ title, figures, costs }) =>
      Object.entries(figures)
        .filter(([who]) => !who.startsWith('ours') && !LIMITS.includes(who.split(',')[0]))
        .flatMap(([who, own]) => {
          const ours = figures[who.replace(/^[^,]+/, 'ours')] ?? figures.ours;
          return Object.entries(costs)
            .filter(
              ([key]) =>
                !NO_COST.includes(key) && own[key] && ours?.[key] && own[key].median * NOTABLE < ours[key].median,
            )
            .map(([key, heading]) => ({
              family: family.name,
              title,
              who,
              heading,
              theirs: own[key].median,
              ours: ours[key].median,
            }));
        }),
    ),
  );
}
