import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Engine } from './browser-page.ts';
import { startRewritingProxy } from './rewriting-proxy.ts';
import { type Session, startSession } from './webdriver.ts';
import { webdriverPage } from './webdriver-page.ts';

/** WebKitGTK's driver on a screen of its own. */
interface Driver {
  url: string;
  /** Ends it, with the screen and the browser. */
  end(): Promise<void>;
}

/**
 * Starts WebKitGTK's driver. A test has a browser of its own, because the driver knows no other way to an empty storage; it
 * takes half a second. Now and then the driver does not answer when it is to open one; then another driver does.
 */
export async function startWebKit(program: string): Promise<Engine> {
  let driver = await startDriver(program);

  const openSession = async (capabilities: object): Promise<Session> => {
    try {
      return await startSession(driver.url, capabilities);
    } catch {
      await driver.end();
      driver = await startDriver(program);
      return startSession(driver.url, capabilities);
    }
  };

  return {
    async open() {
      const proxy = await startRewritingProxy();
      const session = await openSession({ proxy: { proxyType: 'manual', httpProxy: proxy.address } });
      return {
        page: await webdriverPage(session, proxy),
        async close() {
          // A browser whose last page was closed has ended by itself.
          await session.end().catch(() => {});
          await proxy.close();
        },
      };
    },
    close: () => driver.end(),
  };
}

async function startDriver(program: string): Promise<Driver> {
  const port = await freePort();
  const child = spawn('xvfb-run', ['--auto-servernum', program, `--port=${port}`], {
    stdio: 'ignore',
    // A group of its own, because the screen and the browser do not end with the driver.
    detached: true,
  });
  const ended = once(child, 'close');
  const kill = (): void => {
    try {
      process.kill(-(child.pid as number), 'SIGTERM');
    } catch {
      // It has ended already.
    }
  };
  process.once('exit', kill);
  return {
    url: `http://127.0.0.1:${port}`,
    async end() {
      kill();
      await ended;
      process.off('exit', kill);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
