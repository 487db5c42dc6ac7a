// A page whose envelopes outlast it. Tests start the SDK themselves, and say how many errors happen.
import { captureException, init } from '@vedette/browser';
import { makeBrowserOfflineTransport } from '@vedette/browser/offline';

window.start = (dsn, transportOptions) =>
  init({
    dsn,
    // What is tested is delivery, not how much of a flood is let through.
    floodControl: false,
    // Half a second instead of five: tests wait for it.
    transportOptions: { minDelay: 500, ...transportOptions },
    transport: makeBrowserOfflineTransport(),
  });

window.fail = (from, to) => {
  const ids = [];
  for (let n = from; n < to; n++) {
    ids.push(captureException(new Error(`failure ${n}`)));
  }
  return ids;
};
