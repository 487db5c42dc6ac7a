/** A share from 0 to 1 in percent, never rounded up to a whole hundred: one crash in a million is not none. */
export function formatShare(share: number): string {
  return share === 1 ? '100 %' : `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`;
}
