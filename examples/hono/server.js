import './instrument.js';
import { serve } from '@hono/node-server';
import { addBreadcrumb, honoMiddleware } from '@vedette/node';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';

const books = { 1: { title: 'The Narrow Sea', loans: [{ until: '2026-12-01' }] }, 2: { title: 'Knots', loans: [] } };

/** Whoever wrote this thought that every book is lent. */
function dueDate({ loans }) {
  return loans[0].until;
}

const app = new Hono();
// Before the routes. An HTTPException of less than 500 is an answer, and no mistake.
honoMiddleware(app);

app.get('/books/:id/due', (c) => {
  const book = books[c.req.param('id')];
  if (!book) {
    throw new HTTPException(404, { message: 'there is no such book' });
  }
  addBreadcrumb({ category: 'book', message: book.title });
  return c.json({ due: dueDate(book) });
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' });
