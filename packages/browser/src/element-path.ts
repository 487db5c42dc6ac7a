/** Elements named at most, from the target outwards. Source: event-payload, "Breadcrumbs". */
const MAX_ELEMENTS = 5;
/** Longest path, in characters. Source: the same. */
const MAX_LENGTH = 80;
/** Attributes that tell elements apart without telling what somebody typed. Source: the same. */
const ATTRIBUTES = ['aria-label', 'type', 'name', 'title', 'alt'];

/** Where an element is, readably: `form#pay > div.row > button.buy[type="submit"]`. A component's name stands for it. */
export function elementPath(target: Element): string {
  const parts: string[] = [];
  let length = 0;
  let element: Element | null = target;
  while (element && parts.length < MAX_ELEMENTS && element.tagName !== 'HTML') {
    const part = describe(element);
    length += part.length + 3;
    if (parts.length > 0 && length > MAX_LENGTH) {
      break;
    }
    parts.unshift(part);
    element = element.parentElement;
  }
  return parts.join(' > ').slice(0, MAX_LENGTH);
}

/** The nearest component name that a build put on the elements, if any. */
export function componentName(target: Element): string | undefined {
  const named = target.closest?.('[data-sentry-component]');
  return named?.getAttribute('data-sentry-component') ?? undefined;
}

function describe(element: Element): string {
  const component = element.getAttribute('data-sentry-component') ?? element.getAttribute('data-sentry-element');
  if (component) {
    return component;
  }
  const id = element.id ? `#${element.id}` : '';
  const classes = Array.from(element.classList, (name) => `.${name}`).join('');
  const attributes = ATTRIBUTES.map((name) => {
    const value = element.getAttribute(name);
    return value ? `[${name}="${value}"]` : '';
  }).join('');
  return `${element.tagName.toLowerCase()}${id}${classes}${attributes}`;
}
