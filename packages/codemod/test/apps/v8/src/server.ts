import './instrument';
import { setupExpressErrorHandler, setTag, metrics, getCurrentScope } from '@sentry/node';
import express from 'express';
import type { AddressInfo } from 'node:net';

const app = express();

app.get('/fail', (_request, _response) => {
  setTag('shelf', 'top');
  getCurrentScope().setLevel('fatal');
  metrics.increment('books.looked_for', 1, { tags: { shelf: 'top' } });
  throw new Error('v8 server');
});

setupExpressErrorHandler(app);

const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
