import { startTheShop } from './shop.mjs';

const THROUGH_ALL_THREE = ['javascript: /cart', 'node: POST /api/checkout', 'python: stock'];

/**
 * Every example and what its README promises, in the order in which they run.
 *
 * - `issues`: all that its receiver may then have, each with title, culprit, release, transaction and tags, and with `trace`,
 *   the transactions of its trace as `platform: name`
 * - `monitors`: their state by slug
 * - `act(page)`: what a visitor does; `page`: starts the page to visit where it is none of the example's own
 * - `ready`: what a program without a server says when it has started; `endsByItself`: nothing stays open
 * - `maps`: the folder of source maps, if not `dist`
 * - `isQuick`: installs in seconds and needs no browser
 */
export const EXAMPLES = {
  express: {
    isQuick: true,
    issues: [
      {
        title: "TypeError: Cannot read properties of undefined (reading 'cents')",
        culprit: 'priceOf (server.js)',
        release: 'orders@1.0.0',
        transaction: 'GET /orders/:id',
        tags: { 'order.lines': '2' },
        trace: ['node: GET /orders/:id'],
      },
    ],
  },
  'express-cjs': {
    isQuick: true,
    issues: [
      {
        title: "TypeError: Cannot read properties of undefined (reading 'toUpperCase')",
        culprit: 'label (server.js)',
        release: 'parcels@1.0.0',
        transaction: 'GET /labels/:id',
        trace: ['node: GET /labels/:id'],
      },
    ],
  },
  'react-vite': {
    act: (page) => page.getByRole('button', { name: 'Hammock' }).click(),
    issues: [
      {
        title: "TypeError: Cannot read properties of undefined (reading 'width')",
        culprit: 'Size (src/app.jsx)',
        release: 'outside@1.0.0',
        tags: { thing: 'Hammock' },
        trace: ['javascript: /'],
      },
    ],
  },
  fastify: {
    issues: [
      {
        title: 'RangeError: no tide is known for wick',
        culprit: 'nextTide (server.js)',
        release: 'tides@1.0.0',
        transaction: 'GET /tides/:harbour',
        tags: { harbour: 'wick' },
        trace: ['node: GET /tides/:harbour'],
      },
    ],
  },
  hono: {
    isQuick: true,
    issues: [
      {
        title: "TypeError: Cannot read properties of undefined (reading 'until')",
        culprit: 'dueDate (server.js)',
        release: 'library@1.0.0',
        transaction: 'GET /books/:id/due',
        trace: ['node: GET /books/:id/due'],
      },
    ],
  },
  'node-worker': {
    isQuick: true,
    ready: /waiting for jobs/,
    issues: [
      {
        title: "TypeError: Cannot read properties of undefined (reading 'split')",
        culprit: 'send (send.js)',
        release: 'invoices@1.0.0',
        tags: { job: 'order-2.json' },
        trace: ['node: send an invoice'],
      },
    ],
    monitors: { 'send-invoices': 'error' },
  },
  'react-router': {
    async act(page) {
      await page.getByRole('link', { name: 'The coast' }).click();
      await page.getByText('Along the coast: 35 km').waitFor();
      await page.getByRole('link', { name: 'The moor' }).click();
      await page.getByRole('alert').waitFor();
    },
    issues: [
      {
        title: "TypeError: Cannot read properties of undefined (reading 'reduce')",
        culprit: 'loadWalk (src/routes.jsx)',
        release: 'walks@1.0.0',
        transaction: '/walks/:id',
        trace: ['javascript: /walks/:id'],
      },
    ],
  },
  'aws-lambda': {
    isQuick: true,
    endsByItself: true,
    issues: [
      {
        title: "TypeError: Cannot read properties of undefined (reading 'at')",
        culprit: 'lastPlace (index.js)',
        release: 'parcel-status@1.0.0',
        transaction: 'parcel-status',
        tags: { parcel: '2' },
        trace: ['node: parcel-status'],
      },
    ],
  },
  nextjs: {
    maps: '.next',
    async act(page) {
      await page.getByRole('button', { name: 'How wide is the hammock?' }).click();
      await page.getByRole('button', { name: 'Order a lantern' }).click();
      await page.getByRole('heading', { name: 'That went wrong' }).waitFor();
    },
    issues: [
      {
        title: "TypeError: Cannot read properties of undefined (reading 'cents')",
        culprit: 'r (app/prices.ts)',
        release: 'next-shop@1.0.0',
        transaction: 'GET /api/prices/[product]',
        tags: { 'route.type': 'route' },
        trace: ['node: GET /api/prices/lantern'],
      },
      {
        title: "TypeError: Cannot read properties of undefined (reading 'width')",
        culprit: 'onClick (app/size.tsx)',
        release: 'next-shop@1.0.0',
        trace: ['javascript: /', 'node: GET /'],
      },
      {
        title: "TypeError: Cannot read properties of undefined (reading 'pieces')",
        culprit: 'order (app/actions.ts)',
        release: 'next-shop@1.0.0',
        transaction: 'POST /',
        tags: { 'route.type': 'action', product: 'lantern' },
      },
    ],
  },
  'python-flask': {
    // The shop in front of it, as the workspace built it.
    page: startTheShop,
    async act(page) {
      await page.getByRole('button', { name: 'Add Compass' }).click();
      await page.getByRole('link', { name: 'Cart' }).click();
      await page.getByRole('button', { name: 'Buy' }).click();
      await page.getByRole('alert').waitFor();
    },
    issues: [
      {
        title: "KeyError: 'compass'",
        culprit: 'pieces_of (app.py)',
        release: 'stock@1.0.0',
        tags: { product: 'compass' },
        trace: THROUGH_ALL_THREE,
      },
      {
        title: 'StockError: the stock of compass is not known',
        release: 'shop@1.0.0',
        transaction: 'POST /api/checkout',
        trace: THROUGH_ALL_THREE,
      },
      {
        title: 'Error: Order not taken: the API answered 500',
        release: 'shop@1.0.0',
        trace: THROUGH_ALL_THREE,
      },
    ],
  },
};
