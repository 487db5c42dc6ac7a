import { countOf } from './count.ts';
import { sparklineBars } from './sparkline-bars.ts';

const SIZE = { width: 95, height: 22, gap: 1 };

/** Events an hour as bars, oldest at the left; read out as a sentence. */
export function Sparkline({ trend }: { trend: number[] }) {
  const total = trend.reduce((sum, count) => sum + count, 0);
  const label = `${countOf(total, 'event')} in ${trend.length} hours, at most ${Math.max(0, ...trend)} an hour`;
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {sparklineBars(trend, SIZE).map(({ isEmpty, ...bar }) => (
        <rect key={bar.x} className={isEmpty ? 'is-empty' : undefined} {...bar} />
      ))}
    </svg>
  );
}
