import type * as React from 'react';
import * as ReactDOM from 'react-dom';

type Render = (node: React.ReactNode, container: Element) => void;

/** `createRoot` as React 17 can do it, which has no roots. */
export function createRoot(container: Element): { render(node: React.ReactNode): void } {
  const { render } = ReactDOM as unknown as { render: Render };
  return {
    render(node) {
      // It throws at its caller what nobody caught; a page calls it where nobody is.
      setTimeout(() => render(node, container));
    },
  };
}

export function hydrateRoot(container: Element, node: React.ReactNode): void {
  (ReactDOM as unknown as { hydrate: Render }).hydrate(node, container);
}
