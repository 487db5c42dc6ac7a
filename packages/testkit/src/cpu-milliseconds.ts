/**
 * Milliseconds of processor time that `work` took, the least of `rounds` runs: a machine that does much else besides makes
 * it no longer. For what must not take long whatever it is given.
 */
export function cpuMilliseconds(work: () => unknown, rounds = 1): number {
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
