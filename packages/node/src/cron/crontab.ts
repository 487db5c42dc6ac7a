const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');

/**
 * An expression of a scheduler as a backend reads it: months and days as numbers, and without the seconds that some put
 * before the minutes. Words such as `@daily` stay as they are. Source: sdk-behaviour, "Crons".
 */
export function toCrontab(expression: string): string {
  return expression
    .trim()
    .split(/\s+/)
    .slice(-5)
    .map((field) => (field.startsWith('@') ? field : field.replace(/[a-z]{3,}/gi, toNumber)))
    .join(' ');
}

function toNumber(word: string): string {
  const name = word.slice(0, 3).toLowerCase();
  const [month, day] = [MONTHS.indexOf(name), DAYS.indexOf(name)];
  return month >= 0 ? `${month + 1}` : day >= 0 ? `${day}` : word;
}
