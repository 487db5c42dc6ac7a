// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { onDomAction } from './dom.ts';

beforeEach(() => {
  document.body.innerHTML = '<button id="buy">Buy</button><input id="name"><textarea id="note"></textarea>';
});

function listen(): { heard: string[]; stop: () => void } {
  const { client } = startPage({ defaultIntegrations: false });
  const heard: string[] = [];
  const stop = onDomAction(client, (event, target) => void heard.push(`${event.type} ${target.id}`));
  return { heard, stop };
}

/** `timeStamp` cannot be chosen when an event is made. */
function fire(type: string, target: EventTarget, atMs = 0): void {
  const event = new Event(type, { bubbles: true, composed: true });
  target.dispatchEvent(Object.defineProperty(event, 'timeStamp', { value: atMs }));
}

function element(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

describe('onDomAction', () => {
  it('hears a click, also one whose listener stops it', () => {
    const { heard, stop } = listen();
    element('buy').addEventListener('click', (event) => event.stopImmediatePropagation());
    fire('click', element('buy'));
    expect(heard).toEqual(['click buy']);
    stop();
  });

  it('hears keys in fields only', () => {
    const { heard, stop } = listen();
    for (const id of ['buy', 'name', 'note']) {
      fire('keypress', element(id));
    }
    expect(heard).toEqual(['keypress name', 'keypress note']);
    stop();
  });

  it('hears keys where a person may edit the text', () => {
    const { heard, stop } = listen();
    // jsdom does not know `isContentEditable`.
    fire('keypress', Object.defineProperty(element('buy'), 'isContentEditable', { value: true }));
    expect(heard).toEqual(['keypress buy']);
    stop();
  });

  it('counts actions on one element within a second once', () => {
    const { heard, stop } = listen();
    fire('click', element('buy'), 0);
    fire('click', element('buy'), 999);
    fire('click', element('buy'), 2000);
    expect(heard).toHaveLength(2);
    stop();
  });

  it('counts actions of another kind or on another element each', () => {
    const { heard, stop } = listen();
    fire('click', element('name'), 0);
    fire('keypress', element('name'), 1);
    fire('keypress', element('note'), 2);
    expect(heard).toEqual(['click name', 'keypress name', 'keypress note']);
    stop();
  });

  it('names the element inside a shadow tree, not its host', () => {
    const { heard, stop } = listen();
    const host = document.body.appendChild(document.createElement('pay-form'));
    const inside = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('button'));
    inside.id = 'inside';
    fire('click', inside);
    expect(heard).toEqual(['click inside']);
    stop();
  });

  it('hears a form whose fields are named like what is asked of elements', () => {
    document.body.innerHTML = '<form id="pay"><input name="matches"><input name="closest"></form>';
    const { heard, stop } = listen();
    fire('click', element('pay'));
    expect(heard).toEqual(['click pay']);
    stop();
  });

  it('passes events without an element over', () => {
    const { heard, stop } = listen();
    fire('click', document);
    fire('click', window);
    expect(heard).toEqual([]);
    stop();
  });

  it('hears nothing any more after it was stopped', () => {
    const { heard, stop } = listen();
    stop();
    fire('click', element('buy'));
    expect(heard).toEqual([]);
  });
});
