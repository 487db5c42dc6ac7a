import { type ReactNode, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** The path of the page, kept up to date. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

export function Link({ to, className, children }: { to: string; className?: string; children: ReactNode }) {
  return (
    <a
      href={to}
      className={className}
      onClick={(click) => {
        click.preventDefault();
        history.pushState(null, '', to);
        for (const tell of listeners) {
          tell();
        }
      }}
    >
      {children}
    </a>
  );
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  addEventListener('popstate', tell);
  return () => {
    listeners.delete(tell);
    removeEventListener('popstate', tell);
  };
}
