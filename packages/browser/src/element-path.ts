/** Elements named at most, from the target outwards. Source: event-payload, "Breadcrumbs". */
const MAX_ELEMENTS = 5;
/** Longest path, in characters. Source: the same. */
const MAX_LENGTH = 80;
/** Attributes that tell elements apart without telling what somebody typed. Source: the same. */
const ATTRIBUTES = ['aria-label', 'type', 'name', 'title', 'alt'];

/** Where an element is, readably: `form#pay > div.row > button.buy[type="submit"]`. A component's name stands for it. */
export function elementPath(target: Element): string {
  let path = '';
  let element: Element | null = target;
  for (let left = MAX_ELEMENTS; element && left > 0 && element.tagName !== 'HTML'; left--) {
    const longer: string = describe(element) + (path && ` > ${path}`);
    if (path && longer.length > MAX_LENGTH) {
      break;
    }
    path = longer;
    element = element.parentElement;
  }
  return path.slice(0, MAX_LENGTH);
}

/** The nearest component name that a build put on the elements, if any. */
export function componentName(target: Element): string | null | undefined {
  return target.closest('[data-sentry-component]')?.getAttribute('data-sentry-component');
}

function describe(element: Element): string {
  const component = element.getAttribute('data-sentry-component') ?? element.getAttribute('data-sentry-element');
  // Not `element.id`: in a form that may be a field of this name.
  const id = element.getAttribute('id');
  return (
    component ??
    element.localName +
      (id ? `#${id}` : '') +
      Array.from(element.classList, (name) => `.${name}`).join('') +
      ATTRIBUTES.map((name) => {
        const value = element.getAttribute(name);
        return value ? `[${name}="${value}"]` : '';
      }).join('')
  );
}
