// A service worker that runs the SDK itself and fails in the ways it is told to.
import { init } from '@vedette/browser';

init({ dsn: new URL(location.href).searchParams.get('dsn') });

addEventListener('message', ({ data }) => {
  if (data === 'throw') {
    throw new Error('thrown in a service worker');
  }
  Promise.reject(new TypeError('rejected in a service worker'));
});
