import './instrument.js';
import { setTag } from '@vedette/node';
import { wrapHandler } from '@vedette/node/serverless';

/** Stands for a table. Parcel 2 has been handed in, and has not been seen since. */
const parcels = { 1: { seen: [{ at: 'Leith' }, { at: 'Wick' }] }, 2: { seen: [] } };

function lastPlace({ seen }) {
  return seen.at(-1).at;
}

async function parcelStatus(event) {
  const { id } = event.pathParameters;
  setTag('parcel', id);
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, place: lastPlace(parcels[id]) }),
  };
}

// Reports what goes wrong, and waits until that is sent before Lambda freezes the process.
export const handler = wrapHandler(parcelStatus);
