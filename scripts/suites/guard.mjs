/** Whether a capture, a span or a breadcrumb asks for more memory than was recorded, as built: `pnpm bench guard` says more. */
import { warningsOf } from '../../bench/guard.mjs';
import { countBytes } from '../../bench/lib/guard-counts.mjs';

/** What has become dearer is told in `notes` and fails nothing; an operation that could not be counted does. */
export async function guard() {
  const counts = await countBytes();
  const counted = Object.values(counts).filter((count) => count > 0).length;
  return {
    passed: counted,
    failed: Object.keys(counts).length - counted,
    output: JSON.stringify(counts),
    notes: warningsOf('bytes', counts),
  };
}
