// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { captureException, contextLinesIntegration } from '../index.ts';

const HTML =
  '<head>\n<title>Shop</title>\n<script>\n  function buy() {\n    sell();\n  }\n</script>\n</head>\n<body>\n</body>';

beforeEach(() => {
  document.documentElement.innerHTML = HTML;
});

afterEach(() => history.replaceState(null, '', '/'));

/** An error as V8 makes it, thrown in this place. */
function errorAt(place: string): Error {
  return Object.assign(new Error('x'), { stack: `Error: x\n    at buy (${place})` });
}

function frameOf(error: Error, options = {}): object {
  const { events } = startPage({ integrations: [contextLinesIntegration(options)] });
  captureException(error);
  return events()[0]?.exception?.values?.[0]?.stacktrace?.frames?.[0] ?? {};
}

describe('contextLinesIntegration', () => {
  it('adds the lines of the page around an inline script', () => {
    // Two lines before `<head>`.
    expect(frameOf(errorAt(`${location.href}:7:5`), { frameContextLines: 2 })).toMatchObject({
      pre_context: ['<script>', '  function buy() {'],
      context_line: '    sell();',
      post_context: ['  }', '</script>'],
    });
  });

  it('knows the page whatever its query and fragment are', () => {
    history.replaceState(null, '', '/?a=1#b');
    expect(frameOf(errorAt(`${location.origin}/?c=2:7:5`))).toMatchObject({ context_line: '    sell();' });
  });

  it('adds as many lines as `dataCollection` says, where the option does not', () => {
    const { events } = startPage({
      integrations: [contextLinesIntegration()],
      dataCollection: { frameContextLines: 1 },
    });
    captureException(errorAt(`${location.href}:7:5`));
    expect(events()[0]?.exception?.values?.[0]?.stacktrace?.frames?.[0]).toMatchObject({
      pre_context: ['  function buy() {'],
      post_context: ['  }'],
    });
  });

  it.each([
    ['another file', `${location.origin}/app.js:7:5`],
    ['a line that the page has not', `${location.href}:700:5`],
    ['no line', location.href],
  ])('adds nothing for %s', (_, place) => {
    expect(frameOf(errorAt(place))).not.toHaveProperty('context_line');
  });

  it('adds nothing when told so', () => {
    expect(frameOf(errorAt(`${location.href}:7:5`), { frameContextLines: 0 })).not.toHaveProperty('context_line');
  });

  it('keeps secrets of the page back', () => {
    document.documentElement.innerHTML = HTML.replace('sell();', 'sell({ password: "hunter2" });');
    expect(JSON.stringify(frameOf(errorAt(`${location.href}:7:5`)))).not.toContain('hunter2');
  });
});
