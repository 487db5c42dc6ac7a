/** Ten lines that send a first error from a browser. */
export function browserCode(dsn: string): string {
  return `import { init, captureException } from '@vedette/browser';

init({
  dsn: '${dsn}',
});

try {
  JSON.parse('not json');
} catch (error) {
  captureException(error);
}`;
}

/** The same from Node. */
export function nodeCode(dsn: string): string {
  return browserCode(dsn).replace('@vedette/browser', '@vedette/node');
}
