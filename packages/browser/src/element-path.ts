/** Elements named at most, from the target outwards. Source: event-payload, "Breadcrumbs". */
const MAX_ELEMENTS = 5;
/** Longest path, in characters. Source: the same. */
const MAX_LENGTH = 80;
/** Attributes that tell elements apart without telling what somebody typed. Source: the same. */
const ATTRIBUTES = ['aria-label', 'type', 'name', 'title', 'alt'];
/** Attributes that a build puts on the elements of components; the first names the component they belong to. */
const COMPONENT = 'data-sentry-component';
const COMPONENT_PART = 'data-sentry-element';

/**
 * Where an element is, readably: `form#pay > div.row > button.buy[type="submit"]`. A component's name stands for it. Where
 * an element has any of the `preferred` attributes they stand in place of id and classes.
 */
export function elementPath(target: Element, preferred: string[] = [], maxLength = MAX_LENGTH): string {
  let path = '';
  let element: Element | null = target;
  for (let left = MAX_ELEMENTS; element && left-- && element.localName !== 'html'; element = element.parentElement) {
    const longer: string = describe(element, preferred) + (path && ` > ${path}`);
    if (path && longer.length > maxLength) {
      break;
    }
    path = longer;
  }
  return path.slice(0, maxLength);
}

/** The nearest component name that a build put on the elements, if any. */
export function componentName(target: Element): string | null | undefined {
  return nameOf(target.closest(`[${COMPONENT}],[${COMPONENT_PART}]`));
}

function nameOf(element: Element | null): string | null | undefined {
  return element?.getAttribute(COMPONENT) ?? element?.getAttribute(COMPONENT_PART);
}

// Runs on clicks: nothing is asked for that is not there, and no `classList`, which makes an iterator.
function describe(element: Element, preferred: string[]): string {
  const own = element.getAttributeNames();
  const name = own.length && nameOf(element);
  if (name) {
    return name;
  }
  // Not `element.id`: in a form that may be a field of this name.
  const id = own.includes('id') && element.getAttribute('id');
  const classes = element.getAttribute('class')?.trim().replace(/\s+/g, '.');
  return (
    element.localName +
    (attributes(element, preferred, own) || (id ? `#${id}` : '') + (classes ? `.${classes}` : '')) +
    attributes(element, ATTRIBUTES, own)
  );
}

function attributes(element: Element, names: string[], own: string[]): string {
  let text = '';
  for (const name of names) {
    const value = own.includes(name) && element.getAttribute(name);
    if (value) {
      text += `[${name}="${value}"]`;
    }
  }
  return text;
}
