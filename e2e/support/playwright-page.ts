import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import type { BrowserPage, Engine, Target } from './browser-page.ts';
import { goBack } from './go-back.ts';
import { pageLog } from './page-log.ts';

interface PlaywrightPage extends BrowserPage {
  page: Page;
}

/** An engine that playwright drives. */
export function playwrightEngine(browser: Browser): Engine {
  return {
    async open() {
      const context = await browser.newContext();
      return { page: playwrightPage(await context.newPage()), close: () => context.close() };
    },
    close: () => browser.close(),
  };
}

/** The page in playwright's own terms; `undefined` when it is not playwright that drives it. */
export function playwrightPageOf(page: BrowserPage): Page | undefined {
  return (page as Partial<PlaywrightPage>).page;
}

/** A page of playwright's as tests for every engine know it. */
function playwrightPage(page: Page): PlaywrightPage {
  const locate = (target: Target): Locator =>
    typeof target === 'string' ? page.locator(target) : page.getByRole(target.role, { name: target.name });
  const self: PlaywrightPage = {
    page,
    goto: async (url) => {
      await page.goto(url);
    },
    evaluate: <Argument, Result>(run: (argument: Argument) => Result, argument?: Argument) =>
      page.evaluate(run as (argument: unknown) => Result, argument) as Promise<Awaited<Result>>,
    beforeScripts: async (run) => {
      await page.addInitScript(run);
    },
    click: (target) => locate(target).click(),
    type: (target, text) => locate(target).pressSequentially(text),
    see: async (target, text = '') => {
      const element = locate(target).first();
      await expect(element).toBeVisible();
      await expect(element).toContainText(text);
    },
    count: (target) => locate(target).count(),
    back: () => goBack(self),
    listen: async () => {
      const log = pageLog(page);
      return {
        console: async () => log.console.map(({ text }) => text),
        // Firefox tells of requests that fail among the errors of the page, where others write to the console.
        errors: async () =>
          log.errors.map(({ message }) => message).filter((message) => !message.startsWith('The Same Origin Policy')),
        clear: async () => {
          log.console.length = 0;
        },
      };
    },
    setOffline: (isOffline) => page.context().setOffline(isOffline),
    another: async () => playwrightPage(await page.context().newPage()),
    close: () => page.close({ runBeforeUnload: false }),
  };
  return self;
}
