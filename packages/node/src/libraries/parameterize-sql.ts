/** Characters read of a query; statements with many rows written into them are longer. */
const MAX_CHARS = 4096;

/** How a dialect writes what is no value. */
export interface SqlDialect {
  /** MySQL's: a text in double quotes is a value. @default false, the standard's: it is a name */
  doubleQuotedValues?: boolean;
}

/** A list of placeholders: of an `IN`, or rows one like the other. How many there are is chance. */
const IN_LIST = /\b(IN ?)\( ?(?:\?|\$\d+)(?:, ?(?:\?|\$\d+))* ?\)/gi;
const EQUAL_ROWS = /(\([^()]*\))(?:, ?\1)+/g;

/** Texts that are remembered, by dialect: most programs ask the same few again and again, and reading one takes 3 us. */
const remembered = [new Map<string, string>(), new Map<string, string>()] as const;
const MAX_REMEMBERED = 100;
const MAX_REMEMBERED_CHARS = 500;

/**
 * A query as it would look with every value a placeholder: literals become `?`, comments go, white space and lists shrink.
 * The result holds none of the values, also when the text is cut off or not SQL at all. Takes time in proportion to the
 * length, at most that of 4096 characters; what is cut off ends in `…`.
 */
export function parameterizeSql(sql: string, { doubleQuotedValues = false }: SqlDialect = {}): string {
  const known = remembered[doubleQuotedValues ? 1 : 0];
  let short = known.get(sql);
  if (short === undefined) {
    short = withoutValues(sql, doubleQuotedValues);
    if (sql.length <= MAX_REMEMBERED_CHARS) {
      if (known.size >= MAX_REMEMBERED) {
        known.clear();
      }
      known.set(sql, short);
    }
  }
  return short;
}

function withoutValues(sql: string, doubleQuotedValues: boolean): string {
  const text = sql.length > MAX_CHARS ? sql.slice(0, MAX_CHARS) : sql;
  let out = '';
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (isSpace(char)) {
      at += 1;
      out += endsInSpace(out) ? '' : ' ';
    } else if (text.startsWith('--', at) || (char === '#' && doubleQuotedValues)) {
      at = endOf(text, '\n', at);
    } else if (text.startsWith('/*', at)) {
      at = endOf(text, '*/', at + 2);
      out += endsInSpace(out) ? '' : ' ';
    } else if (char === "'" || (char === '"' && doubleQuotedValues)) {
      at = afterQuoted(text, at, char, doubleQuotedValues || /[^\w$]E$|^E$/i.test(out.slice(-2)));
      // The letter before a literal says how it is written: E'', N'', X'', B''.
      out = `${out.replace(/(^|[^\w$])[ENXB]$/i, '$1')}?`;
    } else if (char === '"' || char === '`') {
      const end = afterQuoted(text, at, char, false);
      out += text.slice(at, end);
      at = end;
    } else if (char === '$') {
      const tag = /^\$(?:[A-Za-z_]\w*)?\$/.exec(text.slice(at, at + 66))?.[0];
      if (tag) {
        at = endOf(text, tag, at + tag.length);
        out += '?';
      } else {
        const end = afterWord(text, at + 1);
        out += text.slice(at, end);
        at = end;
      }
    } else if (isDigit(char) || (char === '.' && isDigit(text[at + 1]))) {
      at = afterNumber(text, at);
      out += '?';
    } else if (isWord(char)) {
      const end = afterWord(text, at);
      out += text.slice(at, end);
      at = end;
    } else {
      out += char;
      at += 1;
    }
  }
  const short = out.trim().replace(IN_LIST, '$1(?)').replace(EQUAL_ROWS, '$1');
  return text === sql ? short : `${short}…`;
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r';
}

function endsInSpace(text: string): boolean {
  return text === '' || text.endsWith(' ');
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

/** Letters of any script belong to names. */
function isWord(char: string | undefined): boolean {
  return (
    char !== undefined &&
    (isDigit(char) ||
      (char >= 'a' && char <= 'z') ||
      (char >= 'A' && char <= 'Z') ||
      char === '_' ||
      char === '$' ||
      char > '\x7f')
  );
}

function afterWord(text: string, start: number): number {
  let at = start;
  while (isWord(text[at])) {
    at += 1;
  }
  return at;
}

/** Whole, broken, hexadecimal, with an exponent. */
function afterNumber(text: string, start: number): number {
  let at = start;
  while (isWord(text[at]) || text[at] === '.' || (/[-+]/.test(text[at] ?? '') && /e/i.test(text[at - 1] ?? ''))) {
    at += 1;
  }
  return at;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** A quote written twice belongs to what is quoted. */
function afterQuoted(text: string, start: number, quote: string, backslashEscapes: boolean): number {
  let at = start + 1;
  while (at < text.length) {
    if (text[at] === '\\' && backslashEscapes) {
      at += 2;
    } else if (text[at] !== quote) {
      at += 1;
    } else if (text[at + 1] === quote) {
      at += 2;
    } else {
      return at + 1;
    }
  }
  return text.length;
}
