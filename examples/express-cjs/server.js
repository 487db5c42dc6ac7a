require('./instrument.js');
const { addBreadcrumb, setupExpressErrorHandler } = require('@vedette/express');
const express = require('express');

/** What the carrier answers. It has parcels that have no address yet. */
const parcels = { 1: { street: 'Elm Row 4', city: 'Leith' }, 2: {} };

function label(parcel) {
  return `${parcel.street}, ${parcel.city.toUpperCase()}`;
}

const app = express();
const labels = express.Router();

labels.get('/:id', (request, response) => {
  const { id } = request.params;
  addBreadcrumb({ category: 'carrier', message: `asked for parcel ${id}` });
  response.type('text').send(label(parcels[id]));
});

// Routers inside routers: the transaction is `GET /labels/:id` all the same.
app.use('/labels', labels);

// After all routes, and before error handlers of your own. Without one, Express answers 500.
setupExpressErrorHandler(app);

app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
