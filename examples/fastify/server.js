import './instrument.js';
import { setTag, setupFastifyErrorHandler } from '@vedette/node';
import Fastify from 'fastify';

/** Hours of high water. The harbour of Wick has sent none today. */
const tides = { leith: [3.4, 15.8], wick: [] };

function clock(hours) {
  return `${Math.floor(hours)}:${(hours % 1).toFixed(2).slice(2)}`;
}

function nextTide(harbour) {
  const [next] = tides[harbour];
  if (next === undefined) {
    throw new RangeError(`no tide is known for ${harbour}`);
  }
  return clock(next);
}

const app = Fastify();
// Before the routes.
setupFastifyErrorHandler(app);

app.get('/tides/:harbour', async (request) => {
  const { harbour } = request.params;
  setTag('harbour', harbour);
  return { next: nextTide(harbour) };
});

await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
