import { expect } from '@playwright/test';
import type { BrowserPage, BrowserPageLog, Role, Target } from './browser-page.ts';
import { goBack } from './go-back.ts';
import type { RewritingProxy } from './rewriting-proxy.ts';
import type { Session } from './webdriver.ts';

/** The key under which drivers hand out elements: https://www.w3.org/TR/webdriver2/#elements */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
type Element = { [ELEMENT]: string };

const SELECTORS: Record<Role, string> = {
  alert: '[role=alert]',
  button: 'button, [role=button]',
  dialog: 'dialog, [role=dialog]',
  heading: 'h1, h2, h3, h4, h5, h6',
  img: 'img, [role=img]',
  link: 'a[href]',
  status: '[role=status], output',
  textbox: 'textarea, input:not([type]), input[type=text], input[type=email]',
};

/** The page in the window that is open in a session; what WebDriver has no command for is done by the proxy. */
export async function webdriverPage(session: Session, proxy: RewritingProxy): Promise<BrowserPage> {
  const handle = await session.command<string>('GET', '/window');
  const command: Session['command'] = async (method, path, body) => {
    // A session has one window that commands go to.
    await session.command('POST', '/window', { handle });
    return session.command(method, path, body);
  };

  const evaluate: BrowserPage['evaluate'] = async <Argument, Result>(
    run: (argument: Argument) => Result,
    argument?: Argument,
  ) => {
    const { text, error } = await command<{ text?: string; error?: string }>('POST', '/execute/async', {
      script: `${CALL}(arguments, ${run})`,
      args: [argument ?? null],
    });
    if (error !== undefined) {
      throw new Error(error);
    }
    return text === undefined || text === null ? undefined : JSON.parse(text);
  };

  /** Those with a size are what a user sees. */
  const find = (target: Target): Promise<Element[]> =>
    command('POST', '/execute/sync', {
      script: `return (${findInPage})(...arguments)`,
      args: typeof target === 'string' ? [target, ''] : [SELECTORS[target.role], target.name ?? ''],
    });

  const act = (target: Target, action: string, body?: object): Promise<void> =>
    expect(
      async () => {
        const [element] = await find(target);
        await command('POST', `/element/${element?.[ELEMENT]}/${action}`, body);
      },
      `${action} ${JSON.stringify(target)}`,
    ).toPass({ timeout: 20_000 });

  const self: BrowserPage = {
    async goto(url) {
      await command('POST', '/url', { url });
      // The driver of WebKitGTK 2.50 answers before the modules of the document have run.
      const state = () => evaluate(() => `${location.protocol} ${document.readyState}`);
      await expect.poll(state, `${url} has loaded`).toBe(`${new URL(url).protocol} complete`);
    },
    evaluate,
    beforeScripts: async (run) => proxy.addScript(`(${run})()`),
    click: (target) => act(target, 'click'),
    type: (target, text) => act(target, 'value', { text }),
    see: (target, text = '') =>
      expect(
        async () => {
          const [element] = await find(target);
          expect(await command('GET', `/element/${element?.[ELEMENT]}/text`)).toContain(text);
        },
        `see ${JSON.stringify(target)}`,
      ).toPass({ timeout: 20_000 }),
    count: async (target) => (await find(target)).length,
    back: () => goBack(self),
    listen: async () => {
      proxy.addScript(`(${listenInPage})()`);
      return logOf(evaluate);
    },
    setOffline: async (isOffline) => {
      proxy.setOffline(isOffline);
      await evaluate(
        (name) => {
          dispatchEvent(new Event(name));
        },
        isOffline ? 'offline' : 'online',
      );
    },
    another: async () => {
      const opened = await command<{ handle: string }>('POST', '/window/new', { type: 'tab' });
      await session.command('POST', '/window', { handle: opened.handle });
      return webdriverPage(session, proxy);
    },
    close: () => command('DELETE', '/window'),
  };
  return self;
}

/**
 * As JSON, so that `undefined` and what is inside objects comes through as it does from playwright. In a task of the
 * page's own: in what a driver calls, WebKit runs microtasks as soon as any callback has returned.
 */
const CALL = `(([argument, done], run) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = async () => {
    try {
      done({ text: JSON.stringify(await run(argument ?? undefined)) });
    } catch (error) {
      done({ error: String(error) });
    }
  };
  port2.postMessage('');
})`;

function findInPage(selector: string, name: string): unknown {
  const wanted = name.toLowerCase();
  // Grows while it is walked along: a user sees no borders of shadow trees.
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    roots.push(...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []));
  }
  const nameOf = (element: HTMLElement): string =>
    element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent;
  return roots
    .flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)])
    .filter((element) => element.getClientRects().length > 0 && nameOf(element).toLowerCase().includes(wanted));
}

interface Listening {
  said?: { console: string[]; errors: string[] };
}

function listenInPage(): void {
  const said = { console: [] as string[], errors: [] as string[] };
  (window as Listening).said = said;
  const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
  for (const level of ['debug', 'error', 'info', 'log', 'warn'] as const) {
    const write = console[level];
    console[level] = (...args) => {
      said.console.push(args.map(String).join(' '));
      write.apply(console, args);
    };
  }
  addEventListener('error', ({ error }) => said.errors.push(messageOf(error)));
  addEventListener('unhandledrejection', ({ reason }) => said.errors.push(messageOf(reason)));
}

function logOf(evaluate: BrowserPage['evaluate']): BrowserPageLog {
  return {
    console: async () => (await evaluate(() => (window as Listening).said?.console)) ?? [],
    errors: async () => (await evaluate(() => (window as Listening).said?.errors)) ?? [],
    clear: () =>
      evaluate(() => {
        (window as Listening).said?.console.splice(0);
      }),
  };
}
