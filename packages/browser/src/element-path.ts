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
  for (let left = MAX_ELEMENTS; element && left-- && element.localName !== 'html'; element = element.parentElement) {
    const longer: string = describe(element) + (path && ` > ${path}`);
    if (path && longer.length > MAX_LENGTH) {
      break;
    }
    path = longer;
  }
  return path.slice(0, MAX_LENGTH);
}

/** The nearest component name that a build put on the elements, if any. */
export function componentName(target: Element): string | null | undefined {
  return target.closest('[data-sentry-component]')?.getAttribute('data-sentry-component');
}

function describe(element: Element): string {
  // Not `element.id`: in a form that may be a field of this name.
  const read = (name: string): string | null => element.getAttribute(name);
  const id = read('id');
  return (
    read('data-sentry-component') ??
    read('data-sentry-element') ??
    [element.localName + (id ? `#${id}` : ''), ...element.classList].join('.') +
      ATTRIBUTES.map((name) => read(name) && `[${name}="${read(name)}"]`).join('')
  );
}
