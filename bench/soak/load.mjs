/** People who use the application: so many requests a second, of every kind in turn, some of whom leave early. */
import { Agent, get } from 'node:http';

const PATHS = ['works', 'works', 'asks', 'waits', 'works', 'throws', 'works', 'catches', 'works', 'runs'];
/** Every so many requests one is given up before its answer. */
const LEAVES_EARLY = 23;
const TICK_MS = 100;
/** Kinds of errors, and of jobs. */
const KINDS = 40;

/** `begin` and `pause`, as often as wanted; `pause` resolves when every request has ended. */
export function createLoad(port, perSecond) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let index = 0;
  let timer;
  const underWay = new Set();

  const one = () => {
    index += 1;
    const request = get({ port, host: '127.0.0.1', agent, path: `/${PATHS[index % PATHS.length]}/${index % KINDS}` });
    underWay.add(request);
    request.on('response', (response) => response.resume());
    // Those that are given up end so.
    request.on('error', () => {}).on('close', () => underWay.delete(request));
    if (index % LEAVES_EARLY === 0) {
      setTimeout(() => request.destroy(), 10);
    }
  };

  return {
    begin() {
      timer = setInterval(() => {
        for (let i = 0; i < perSecond / (1000 / TICK_MS); i += 1) {
          one();
        }
      }, TICK_MS);
    },
    async pause() {
      clearInterval(timer);
      while (underWay.size > 0) {
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      }
      agent.destroy();
    },
    get count() {
      return index;
    },
  };
}
