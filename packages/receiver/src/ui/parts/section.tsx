import type { ReactNode } from 'react';
import { Fallible } from './fallible.tsx';

export interface SectionProps {
  id: string;
  title: string;
  /** Stands beside the title: a count, a switch. */
  beside?: ReactNode;
  children: ReactNode;
}

/**
 * A titled part of a screen. Events are written by strangers: a part that cannot show what it got says so, and the rest of
 * the screen stays.
 */
export function Section({ id, title, beside, children }: SectionProps) {
  return (
    <section className="section" id={id} aria-labelledby={`${id}-title`}>
      <div className="section-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {beside}
      </div>
      <Fallible>{children}</Fallible>
    </section>
  );
}
