import type { Page } from '@playwright/test';

/** What a page said: on its console, and as errors nobody caught. */
export interface PageLog {
  console: Array<{ type: string; text: string }>;
  errors: Error[];
}

/** Listens from now on. */
export function pageLog(page: Page): PageLog {
  const log: PageLog = { console: [], errors: [] };
  page.on('console', (message) => log.console.push({ type: message.type(), text: message.text() }));
  page.on('pageerror', (error) => log.errors.push(error));
  return log;
}
