import './instrument.ts';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setupExpressErrorHandler } from '@vedette/express';
import express, { type ErrorRequestHandler } from 'express';
import { checkout } from './checkout.ts';
import { renderPage } from './page.ts';
import { products } from './products.ts';

const app = express();
app.use(express.json());

app.get('/api/products', (_request, response) => {
  response.json(products);
});

app.post('/api/checkout', async (request, response) => {
  response.status(201).json(await checkout(request.body.lines));
});

app.use('/assets', express.static(fileURLToPath(new URL('../web/assets', import.meta.url)), { fallthrough: false }));
app.get('/{*path}', (_request, response) => {
  response.type('html').set('cache-control', 'no-store').send(renderPage());
});

// After all routes, and before the handler that answers.
setupExpressErrorHandler(app);

const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
  response.status(error.status ?? 500).json({ message: error.message });
};
app.use(answerError);

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) {
    throw error;
  }
  console.log(`The shop is open: http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
