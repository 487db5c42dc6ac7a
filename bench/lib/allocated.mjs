/** How much memory a stretch of work asks the engine for, whether or not it is given back meanwhile. */
import { getHeapStatistics } from 'node:v8';

/**
 * Counts from now on. `look()` has to be called often: what grew since the last look is added; where the heap shrank, the
 * collector was there in between, and that step is left out. `end()` returns bytes.
 */
export function startCounting() {
  let sum = 0;
  const costOfLooking = measureLook();
  let before = heapUsed();
  const look = () => {
    const now = heapUsed();
    sum += Math.max(0, now - before - costOfLooking);
    before = now;
  };
  return {
    look,
    end() {
      look();
      return sum;
    },
  };
}

function heapUsed() {
  return getHeapStatistics().used_heap_size;
}

/** Bytes that looking asks for itself. */
function measureLook() {
  const steps = Array.from({ length: 100 }, heapUsed)
    .map((used, index, all) => used - (all[index - 1] ?? used))
    .sort((a, b) => a - b);
  return steps[50];
}
