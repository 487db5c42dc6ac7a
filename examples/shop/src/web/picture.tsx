/** One line drawing a product, on a field of 48 by 48. */
const drawings: Record<string, string> = {
  mug: 'M12 14h20v20a4 4 0 0 1-4 4H16a4 4 0 0 1-4-4zM32 19h4a4 4 0 0 1 4 4v3a4 4 0 0 1-4 4h-4M18 5v4M26 5v4',
  blanket: 'M8 12h32v22H8zM8 18h32M8 24h32M11 34v5M17 34v5M24 34v5M31 34v5M37 34v5',
  lantern: 'M16 14h16l3 4v18l-3 4H16l-3-4V18zM18 14c0-8 12-8 12 0M24 34c-6 0-5-6-1-12 6 5 7 12 1 12zM12 44h24',
  compass: 'M24 6a18 18 0 1 0 0 36 18 18 0 1 0 0-36zM31 17l-4 10-10 4 4-10zM24 9v2M24 37v2M9 24h2M37 24h2',
  hammock: 'M8 6v36M40 6v36M8 16c6 20 26 20 32 0M8 16c8 10 24 10 32 0M18 26v6M24 27v7M30 26v6',
  stove: 'M12 34h24l3 8H9zM16 28h16M18 34v-6M30 34v-6M24 24c-6 0-5-7-1-14 6 6 8 14 1 14z',
};

export function Picture({ id }: { id: string }) {
  return (
    <svg className={`picture ${id}`} viewBox="-12 -8 72 64" role="img" aria-label={id}>
      <path d={drawings[id]} />
    </svg>
  );
}
