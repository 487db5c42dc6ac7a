import { getTraceData } from '@vedette/node';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

// Made anew for each request, so that the page carries its trace and the browser goes on with it.
export const dynamic = 'force-dynamic';

export function generateMetadata(): Metadata {
  return { title: 'A small shop', other: { ...getTraceData() } };
}

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
