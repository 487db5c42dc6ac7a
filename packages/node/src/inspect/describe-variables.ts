import type { Runtime } from 'node:inspector';

/** Variables of one call that are told, of all its scopes together. */
const MAX_VARIABLES = 30;
/** What every CommonJS module has. */
const OF_MODULES = new Set(['exports', 'require', 'module', '__filename', '__dirname']);
/** Characters of a text that are kept. */
const MAX_TEXT = 1000;

/**
 * Adds variables to `into`, from what the inspector tells of them: plain values as they are, objects one level deep with the
 * few entries that it chooses, anything else by its name. Nothing of the host's is called. What is there already stays.
 */
export function describeVariables(described: Runtime.PropertyDescriptor[], into: Record<string, unknown>): void {
  for (const { name, value } of described) {
    if (value && !OF_MODULES.has(name) && !(name in into) && Object.keys(into).length < MAX_VARIABLES) {
      into[name] = describeValue(value);
    }
  }
}

function describeValue({ type, subtype, value, description, preview }: Runtime.RemoteObject): unknown {
  switch (type) {
    case 'string':
      return String(value).slice(0, MAX_TEXT);
    case 'number':
    case 'boolean':
      // NaN and the like have only a description.
      return value ?? description;
    case 'undefined':
      return '<undefined>';
    case 'function':
      return `[Function: ${/^(?:async )?(?:function|class)\*? ?([\w$]+)/.exec(description ?? '')?.[1] ?? '<anonymous>'}]`;
    case 'object':
      if (subtype === 'null') {
        return null;
      }
      return subtype === 'array' || (preview && !subtype) ? describeEntries(preview, subtype) : description;
    default:
      return description;
  }
}

function describeEntries(preview: Runtime.ObjectPreview | undefined, subtype: string | undefined): unknown {
  const entries = (preview?.properties ?? []).map(({ name, type, value }) => [name, plain(type, value)] as const);
  return subtype === 'array' ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** In a preview every value is text. */
function plain(type: string, value: string | undefined): unknown {
  const known: Record<string, unknown> = {
    number: Number(value),
    boolean: value === 'true',
    accessor: '[Getter]',
    function: '[Function]',
    object: value === 'null' ? null : `[${value}]`,
  };
  return type in known ? known[type] : value;
}
