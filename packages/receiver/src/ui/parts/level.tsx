import type { SeverityLevel } from '@vedette/core/wire';

/** The severity as a coloured shape and a word: colour alone tells nobody at night which is which. */
export function Level({ level }: { level: SeverityLevel }) {
  return (
    <span className={`level level-${level}`}>
      <span className="level-dot" aria-hidden="true" />
      {level}
    </span>
  );
}
