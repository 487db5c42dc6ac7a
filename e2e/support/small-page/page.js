// A page with one button for each thing that can happen to it. Tests start the SDK themselves, with their own options.
import * as vedette from '@vedette/browser';

window.vedette = vedette;

const actions = {
  throw() {
    throw new Error('thrown in a listener');
  },
  throwText() {
    throw 'only a text';
  },
  reject() {
    Promise.reject(new TypeError('nobody caught this'));
  },
  rejectObject() {
    Promise.reject({ code: 'E_NOPE', detail: 'an object, no error' });
  },
  cause() {
    setTimeout(() => {
      throw new Error('outer', { cause: new RangeError('inner') });
    });
  },
  log() {
    console.log('to be or', 42, { not: 'to be' });
    console.warn('look out');
    console.error('it broke');
  },
  async fetch() {
    await fetch('/answer/200');
    await fetch('/answer/404', { method: 'PUT' });
    await fetch('/answer/500?token=hunter2');
  },
  async xhr() {
    for (const [method, url] of [
      ['GET', '/answer/200'],
      ['DELETE', '/answer/404'],
    ]) {
      await new Promise((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open(method, url);
        xhr.onloadend = resolve;
        xhr.send();
      });
    }
  },
  walk() {
    history.pushState(null, '', '/second?page=2');
    history.replaceState(null, '', '/third');
  },
};

for (const [name, act] of Object.entries(actions)) {
  const button = document.createElement('button');
  button.id = name;
  button.textContent = name;
  button.addEventListener('click', () => {
    const done = act();
    // Tests wait for what takes time; an error is thrown right here, in the listener.
    done?.then(() => button.toggleAttribute('data-done', true));
  });
  document.body.append(button);
}
