import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Engine } from './browser-page.ts';
import { startRewritingProxy } from './rewriting-proxy.ts';
import { startSession } from './webdriver.ts';
import { webdriverPage } from './webdriver-page.ts';

/**
 * Starts WebKitGTK's driver on a screen of its own. A test has a browser of its own, because the driver knows no other
 * way to an empty storage; it takes half a second.
 */
export async function startWebKit(driver: string): Promise<Engine> {
  const port = await freePort();
  const child = spawn('xvfb-run', ['--auto-servernum', driver, `--port=${port}`], {
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
    async open() {
      const proxy = await startRewritingProxy();
      const session = await startSession(`http://127.0.0.1:${port}`, {
        proxy: { proxyType: 'manual', httpProxy: proxy.address },
      });
      return {
        page: await webdriverPage(session, proxy),
        async close() {
          // A browser whose last page was closed has ended by itself.
          await session.end().catch(() => {});
          await proxy.close();
        },
      };
    },
    async close() {
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
