// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { componentName, elementPath } from './element-path.ts';

function pathOf(html: string): string {
  document.body.innerHTML = html;
  return elementPath(document.querySelector('[data-target]') as Element);
}

describe('elementPath', () => {
  it('names tags, ids, classes and attributes that tell elements apart', () => {
    expect(
      pathOf('<form id="pay"><p class="row wide"><button data-target class="buy" type="submit">x</button></p></form>'),
    ).toBe('body > form#pay > p.row.wide > button.buy[type="submit"]');
  });

  it('tells no values and no text', () => {
    expect(pathOf('<input data-target name="card" value="4111 1111 1111 1111">')).toBe('body > input[name="card"]');
  });

  it('goes five elements up at most', () => {
    expect(pathOf('<a><b><i><u><s><p data-target></p></s></u></i></b></a>')).toBe('b > i > u > s > p');
  });

  it('leaves out what would make it longer than 80 characters', () => {
    const path = pathOf(`<div class="${'a'.repeat(60)}"><p class="${'b'.repeat(30)}" data-target></p></div>`);
    expect(path).toBe(`p.${'b'.repeat(30)}`);
  });

  it('cuts an element that is longer by itself', () => {
    expect(pathOf(`<p class="${'b'.repeat(100)}" data-target></p>`)).toHaveLength(80);
  });

  it('calls a component by its name', () => {
    expect(pathOf('<div data-sentry-component="Cart"><p data-sentry-element="Row" data-target></p></div>')).toBe(
      'body > Cart > Row',
    );
  });

  it('is not misled by fields that are named like properties of a form', () => {
    expect(pathOf('<form data-target id="pay"><input name="id"><input name="className"></form>')).toBe(
      'body > form#pay',
    );
  });

  it('names the preferred attributes of an element in place of id and classes', () => {
    document.body.innerHTML =
      '<p id="row" class="wide"><button data-testid="buy" data-kind="main" id="a" class="b" type="submit"></button></p>';
    const button = document.querySelector('button') as Element;
    expect(elementPath(button, ['data-testid', 'data-missing', 'data-kind'])).toBe(
      'body > p#row.wide > button[data-testid="buy"][data-kind="main"][type="submit"]',
    );
  });

  it('is as long as it may be', () => {
    document.body.innerHTML = `<p class="${'a'.repeat(90)}"><b class="${'b'.repeat(90)}"></b></p>`;
    const path = elementPath(document.querySelector('b') as Element, [], 1024);
    expect(path).toBe(`body > p.${'a'.repeat(90)} > b.${'b'.repeat(90)}`);
  });

  it('names what is drawn like what is written', () => {
    document.body.innerHTML = '<svg class=" icon  big "><path id="p"></path></svg>';
    expect(elementPath(document.querySelector('path') as Element)).toBe('body > svg.icon.big > path#p');
  });

  it('ends at the root of a shadow tree', () => {
    document.body.innerHTML = '<pay-form></pay-form>';
    const root = (document.body.firstElementChild as Element).attachShadow({ mode: 'open' });
    root.innerHTML = '<p><button></button></p>';
    expect(elementPath(root.querySelector('button') as Element)).toBe('p > button');
  });
});

describe('componentName', () => {
  it('is that of the nearest component', () => {
    document.body.innerHTML = '<div data-sentry-component="App"><div data-sentry-component="Cart"><p></p></div></div>';
    expect(componentName(document.querySelector('p') as Element)).toBe('Cart');
    expect(componentName(document.body)).toBeUndefined();
  });

  it('is that of a part when it is nearer', () => {
    document.body.innerHTML = '<div data-sentry-component="App"><div data-sentry-element="Row"><p></p></div></div>';
    expect(componentName(document.querySelector('p') as Element)).toBe('Row');
  });
});
