import './instrument.js';
import { setTag, setupExpressErrorHandler, startSpan } from '@vedette/express';
import express from 'express';

const prices = { mug: { cents: 1400 }, blanket: { cents: 8900 } };
const orders = { 6: ['mug', 'blanket'], 7: ['mug', 'lantern'] };

/** In cents. The lantern is new, and nobody has told the price list yet. */
function priceOf(thing) {
  return prices[thing].cents;
}

async function findOrder(id) {
  // Stands for a database.
  await startSpan(
    { name: 'SELECT * FROM orders WHERE id = ?', op: 'db' },
    () => new Promise((done) => setTimeout(done, 5)),
  );
  return orders[id];
}

const app = express();

app.get('/orders/:id', async (request, response) => {
  const lines = await findOrder(request.params.id);
  if (!lines) {
    response.status(404).json({ message: 'there is no such order' });
    return;
  }
  setTag('order.lines', lines.length);
  response.json({ lines, cents: lines.map(priceOf) });
});

// After all routes, and before error handlers of your own.
setupExpressErrorHandler(app);

app.use((_error, _request, response, _next) => {
  response.status(500).json({ message: 'something went wrong', event: response.sentry });
});

app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
