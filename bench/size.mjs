/**
 * What a page downloads for us, beside the same lines written for the peer: bundled and minified by Vite from the built
 * packages, compressed by gzip at level 9. `pnpm size` measures the same and holds it against limits; here it stands
 * against the goals. Nothing is timed, so nothing varies.
 */
import { run } from '../scripts/lib/run.mjs';

export const size = [
  {
    name: 'gzip',
    title: 'bytes of gzip',
    measure,
    toFigures: (results) =>
      Object.fromEntries(
        results.map(({ name, samples: [weights] }) => [
          name,
          Object.fromEntries(weights.filter(({ bytes }) => bytes).map((one) => [one.name, one.bytes / 1000])),
        ]),
      ),
    toRows: sizeRows,
    rounds: 1,
  },
];

/** The whole list is one sample, for bundling them together is what takes no time. */
async function measure() {
  const { code, stdout, output } = await run('node', ['scripts/size.mjs', '--json'], { timeoutMs: 120_000 });
  if (code !== 0) {
    return ['ours', 'sentry'].map((name) => ({ name, error: output }));
  }
  const measured = JSON.parse(stdout);
  const errors = measured.filter(({ error }) => error).map(({ name, error }) => `${name}: ${error}`);
  const weights = (key) => measured.map((one) => ({ name: one.name, bytes: one[key] }));
  return [
    { name: 'ours', samples: [weights('bytes')], ...(errors.length > 0 && { error: errors.join('\n') }) },
    { name: 'sentry', samples: [weights('peerBytes')] },
  ];
}

function sizeRows(results) {
  const bytesOf = (who, what) =>
    results.find(({ name }) => name === who)?.samples[0].find(({ name }) => name === what)?.bytes;
  const kilobytes = (bytes) => (bytes ? (bytes / 1000).toFixed(2) : '–');
  const [first] = results;
  const rows = (first?.samples[0] ?? []).map(({ name }) => {
    const [ours, sentry] = [bytesOf('ours', name), bytesOf('sentry', name)];
    return [name, kilobytes(ours), kilobytes(sentry), ours && sentry ? `${(sentry / ours).toFixed(1)} x ours` : ''];
  });
  return [['kB', 'ours', 'sentry', ''], ...rows];
}
