'use client';

import { useState } from 'react';

const sizes: Record<string, { width: number }> = { stove: { width: 30 } };

/** Nobody has measured the hammock. What a handler throws is heard by itself. */
export function Size({ product }: { product: string }) {
  const [width, setWidth] = useState<number>();
  function showSize() {
    setWidth(sizes[product].width);
  }
  return (
    <button type="button" onClick={showSize}>
      {width ? `${width} cm` : 'How wide is the hammock?'}
    </button>
  );
}
