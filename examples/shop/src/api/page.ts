import { readFileSync } from 'node:fs';
import { getTraceMetaTags } from '@vedette/express';

/** The built page. Read once: it changes with a build, and then the server is started again. */
const html = readFileSync(new URL('../web/index.html', import.meta.url), 'utf8');

/** The page with what its monitoring needs: where to send, and the trace of this request for it to continue. */
export function renderPage(): string {
  const dsn = (process.env.VEDETTE_DSN ?? '').replaceAll('"', '&quot;');
  return html.replace('</head>', `<meta name="vedette-dsn" content="${dsn}">\n${getTraceMetaTags()}\n</head>`);
}
