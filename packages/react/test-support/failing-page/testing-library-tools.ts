import { fireEvent, type RenderOptions, render, screen } from '@testing-library/react';
import type { RootOptions } from 'react-dom/client';
import type { Tools } from './failures.tsx';
import { container, seeText } from './page.ts';

/** A page as applications test theirs. */
export const testingLibraryTools: Tools = {
  mount: (node, options) => void render(node, supported(options)),
  hydrate: (html, node, options) =>
    void render(node, { container: container(html), hydrate: true, ...supported(options) }),
  click: (text) => void fireEvent.click(screen.getByText(text)),
  see: seeText,
};

/** Testing library itself throws at the test what nobody caught, and refuses a handler for that. */
function supported({ onCaughtError, onRecoverableError }: RootOptions = {}): RenderOptions {
  return { onCaughtError, onRecoverableError };
}
