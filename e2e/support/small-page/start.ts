import { expect } from '@playwright/test';
import type * as Vedette from '@vedette/browser';

declare global {
  interface Window {
    vedette: typeof Vedette;
  }
}

interface Options {
  dsn?: string;
  debug?: boolean;
}

/** A `tab`, or a page of playwright's. */
interface Opens {
  goto(url: string): Promise<unknown>;
  evaluate(run: (options: Options) => boolean, options: Options): Promise<boolean>;
}

/** Opens the page and starts the SDK in it as soon as it is there. */
export async function openSmallPage(page: Opens, url: string, options: Options): Promise<void> {
  await page.goto(url);
  const start = (given: Options) => {
    window.vedette?.init(given);
    return 'vedette' in window;
  };
  await expect.poll(() => page.evaluate(start, options), 'the SDK is in the page').toBe(true);
}
