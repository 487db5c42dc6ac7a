const prices: Record<string, { cents: number }> = { mug: { cents: 1400 }, stove: { cents: 6700 } };

/** In cents. The lantern is new, and nobody has told the price list yet. */
export function priceOf(product: string): number {
  return prices[product].cents;
}
