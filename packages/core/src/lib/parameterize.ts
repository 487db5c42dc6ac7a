import { guard } from './guard.ts';
import { toText } from './to-text.ts';

/** Text that remembers how it was made: a template with `%s` for each value, and the values. */
export type ParameterizedString = string & { readonly template?: string; readonly values?: readonly unknown[] };

/**
 * Template tag for messages, so that those that differ in their values alone are one: `` parameterize`user ${id}` ``.
 * Never throws: a value that refuses to be text is told so in its place.
 */
export function parameterize(strings: TemplateStringsArray, ...values: unknown[]): ParameterizedString {
  const text = strings.reduce((joined, part, index) => joined + toText(values[index - 1]) + part);
  const template = strings.map((part) => part.replaceAll('%', '%%')).join('%s');
  // A `String` object: text wherever text is wanted, and it can carry more.
  return Object.assign(Object(text), { template, values });
}

/** Whether a text was made by `parameterize` (or `logger.fmt`). Never throws. */
export function isParameterizedString(value: unknown): value is Required<ParameterizedString> {
  return guard(() => value instanceof String && 'template' in value, false);
}
