import { createRoot, hydrateRoot } from 'react-dom/client';
import type { Tools } from './failures.tsx';
import { container, seeText } from './page.ts';

/** A page that React alone shows, as users have it. */
export const plainTools: Tools = {
  mount: (node, options) => createRoot(container(), options).render(node),
  hydrate: (html, node, options) => void hydrateRoot(container(html), node, options),
  click(text) {
    const press = (): void => {
      const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === text);
      button ? button.click() : setTimeout(press);
    };
    press();
  },
  see: seeText,
};
