/**
 * What is missing of what a README promises, as sentences. `expected` is an entry of `table.mjs`, `found` what the receiver
 * knows, `folder` where the example ran: culprits name files in there.
 */
export function missing(expected, found, folder) {
  return [
    ...expected.issues.flatMap((wanted) => missingOfIssue(wanted, found.issues, folder)),
    ...(found.issues.length > expected.issues.length
      ? [`issues it should not have: ${found.issues.map(({ issue }) => issue.title).join(', ')}`]
      : []),
    ...Object.entries(expected.monitors ?? {}).flatMap(([slug, state]) => {
      const monitor = found.monitors.find((candidate) => candidate.slug === slug);
      return monitor?.state === state ? [] : [`the monitor ${slug} is ${monitor?.state ?? 'not there'}, not ${state}`];
    }),
  ];
}

function missingOfIssue({ title, culprit, release, transaction, tags = {}, trace = [] }, issues, folder) {
  const found = issues.find(({ issue }) => issue.title === title);
  if (!found) {
    return [`no issue "${title}", but ${issues.map(({ issue }) => `"${issue.title}"`).join(', ') || 'none at all'}`];
  }
  const { issue, event } = found;
  const transactions = (found.trace?.spans ?? []).filter((span) => span.isTransaction);
  const traced = transactions.map((span) => `${span.platform}: ${span.transaction}`);
  const facts = [
    ['culprit', culprit, issue.culprit.replace(`${folder}/`, '')],
    ['release', release, event.release],
    ['transaction', transaction, event.raw.transaction],
    ...Object.entries(tags).map(([tag, value]) => [`tag ${tag}`, value, event.tags[tag]]),
  ];
  return [
    ...facts
      .filter(([, wanted, is]) => wanted !== undefined && wanted !== is)
      .map(([fact, wanted, is]) => `${title}: its ${fact} is "${is}", not "${wanted}"`),
    ...trace
      .filter((wanted) => !traced.includes(wanted))
      .map((wanted) => `${title}: its trace has no "${wanted}", but ${traced.join(', ') || 'nothing'}`),
  ];
}
