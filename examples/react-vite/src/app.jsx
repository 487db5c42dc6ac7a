import { ErrorBoundary } from '@vedette/react';
import { useState } from 'react';

/** Kept by other people: the hammock has no size yet. */
const things = [{ name: 'Stove', size: { width: 30, height: 12 } }, { name: 'Hammock' }];

function Size({ thing }) {
  return (
    <p>
      {thing.name}: {thing.size.width} x {thing.size.height} cm
    </p>
  );
}

export function App() {
  const [shown, setShown] = useState(things[0]);
  return (
    <main>
      <h1>Things for outside</h1>
      {things.map((thing) => (
        <button type="button" key={thing.name} onClick={() => setShown(thing)}>
          {thing.name}
        </button>
      ))}
      <ErrorBoundary
        key={shown.name}
        beforeCapture={(scope) => scope.setTag('thing', shown.name)}
        fallback={<p role="alert">This cannot be shown. We have been told.</p>}
      >
        <Size thing={shown} />
      </ErrorBoundary>
    </main>
  );
}
