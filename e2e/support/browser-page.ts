/**
 * A page in any of the three engines. Playwright drives Chromium and Firefox; WebKitGTK only understands W3C WebDriver.
 * A test that is to run in all of them asks for the fixture `tab`, which is one of these, in place of playwright's `page`.
 */
export interface BrowserPage {
  /** Opens an address and waits for its load event. */
  goto(url: string): Promise<void>;
  /**
   * Calls a function in the page and hands back what it returns or resolves with. The function travels as text: it
   * sees its argument and nothing else of the test. What goes in and out has to be JSON.
   */
  evaluate<Result>(run: () => Result): Promise<Awaited<Result>>;
  evaluate<Argument, Result>(run: (argument: Argument) => Result, argument: Argument): Promise<Awaited<Result>>;
  /** As `evaluate`, in every document that is opened from now on, before any script of its own. */
  beforeScripts(run: () => void): Promise<void>;
  /** Waits for the element and clicks it as a user does. */
  click(target: Target): Promise<void>;
  /** Waits for the element and presses the keys of `text` in it. */
  type(target: Target, text: string): Promise<void>;
  /** Waits until the element is visible and contains `text`. */
  see(target: Target, text?: string): Promise<void>;
  /** How many elements there are now. */
  count(target: Target): Promise<number>;
  /** Goes back in the history and waits until the address has changed. */
  back(): Promise<void>;
  /** What the page says from now on, in this document and those opened later. Ask before `goto`. */
  listen(): Promise<BrowserPageLog>;
  /** Cuts the page off from the network, or connects it again. In WebKit `navigator.onLine` stays true. */
  setOffline(isOffline: boolean): Promise<void>;
  /** Another page of the same browser, with the same storage. */
  another(): Promise<BrowserPage>;
  /** Closes the page, as a user does. In WebKit the storage goes with the last one. */
  close(): Promise<void>;
}

/** A CSS selector, or an element as a user knows it; a part of its name will do. */
export type Target = string | { role: Role; name?: string };

export type Role = 'alert' | 'button' | 'dialog' | 'heading' | 'img' | 'link' | 'status' | 'textbox';

/** What a page said, on its console and as errors nobody caught. In WebKit only what the open document said. */
export interface BrowserPageLog {
  console(): Promise<string[]>;
  errors(): Promise<string[]>;
  /** Forgets what was said on the console. */
  clear(): Promise<void>;
}

/** An engine that has been started and opens a page for each test. */
export interface Engine {
  /** A page of a browser with no storage and no history, and how to close them. */
  open(): Promise<{ page: BrowserPage; close: () => Promise<void> }>;
  close(): Promise<void>;
}
