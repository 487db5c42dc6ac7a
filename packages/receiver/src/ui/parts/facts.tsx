import { isValidElement, type ReactNode } from 'react';

/** Names with values; what has no value is left out. Objects are shown as JSON, everything as text. */
export function Facts({ entries }: { entries: Array<[name: string, value: unknown]> }) {
  const known = entries.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{shown(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A piece of the page that is already an element is kept as it is; data cannot pass for one, elements carry a symbol. */
function shown(value: unknown): ReactNode {
  if (isValidElement(value)) {
    return value;
  }
  return typeof value === 'object' ? <pre className="json">{JSON.stringify(value, null, 2)}</pre> : String(value);
}
