/** From samples to a curve, and how fast it grows. */

/**
 * By so much an exponent may be above that of linear growth, or of what grows by itself: as much as it differs from run to
 * run, because caches of the machine and the collector have their part. A loop within a loop comes to about 2.
 */
const CHANCE = 0.2;

/** The curve, `{ size, us }` in order of size: medians over all samples, which are objects of microseconds by size. */
export function pointsOf(samples) {
  return Object.keys(samples[0])
    .map(Number)
    .sort((a, b) => a - b)
    .map((size) => ({ size, us: median(samples.map((sample) => sample[size])) }));
}

/**
 * The exponent of the growth, and whether that is no faster than linear; or, where there is the same work without any SDK
 * (`bare`), no faster than that grows by itself.
 */
export function judge(points, bare) {
  const exponent = exponentOf(points);
  const byItself = Math.max(1, bare ? exponentOf(bare) : 1);
  return { exponent, isLinear: exponent <= byItself + CHANCE };
}

/** Fitted by least squares on logarithms to the upper half of the sizes, as a logarithmic axis divides them. */
function exponentOf(points) {
  const last = points.at(-1).size;
  const first = Math.max(1, points[0].size);
  const upper = points.filter(({ size }) => size >= Math.sqrt(first * last));
  const xs = upper.map(({ size }) => Math.log(size));
  const ys = upper.map(({ us }) => Math.log(us));
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((sum, x, index) => sum + (x - meanX) * (ys[index] - meanY), 0);
  const variance = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  return covariance / variance;
}

/** What is to be said of our growth, in a sentence or none. `curves`: `{ name, points }`. */
export function verdictOf(curves) {
  const [ours, bare] = ['ours', 'bare'].map((who) => curves.find(({ name }) => name === who)?.points);
  if (!ours) {
    return [];
  }
  const { exponent, isLinear } = judge(ours, bare);
  const isByBare = isLinear && exponent > 1 + CHANCE;
  return [
    !isLinear
      ? `Not held: ours grows faster than linearly, exponent ${exponent.toFixed(2)}.`
      : isByBare
        ? `Held: ours grows no faster than the same work without an SDK, exponents ${exponent.toFixed(2)} and ${exponentOf(bare).toFixed(2)}.`
        : `Held: ours grows no faster than linearly, exponent ${exponent.toFixed(2)}.`,
  ];
}

function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
