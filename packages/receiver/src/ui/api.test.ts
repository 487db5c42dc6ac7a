import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask, routes } from './api.ts';

const never = new AbortController().signal;

function answering(body: string, status = 200) {
  vi.stubGlobal('fetch', async () => new Response(body, { status }));
}

afterEach(() => vi.unstubAllGlobals());

describe('routes', () => {
  it('names no cursor on the first page', () => {
    expect(routes.issues('a b', null).path).toBe('/api/0/issues?query=a+b');
    expect(routes.issues('', 'x|1').path).toBe('/api/0/issues?query=&cursor=x%7C1');
  });

  it('keeps a hostile id inside its segment', () => {
    expect(routes.issue('../status?').path).toBe('/api/0/issues/..%2Fstatus%3F');
  });
});

describe('ask', () => {
  it('gives the parsed answer and its text', async () => {
    answering('{"version":"1"}');
    expect(await ask(routes.status(), never)).toEqual({ ok: true, text: '{"version":"1"}', answer: { version: '1' } });
  });

  it('tells the detail and the causes of a refusal', async () => {
    answering('{"detail":"no such issue","causes":["deleted"]}', 404);
    const failure = { status: 404, detail: 'no such issue', causes: ['deleted'] };
    expect(await ask(routes.issue('9'), never)).toEqual({ ok: false, failure });
  });

  it('tells the status when a refusal has no JSON', async () => {
    answering('<h1>Bad gateway</h1>', 502);
    expect(await ask(routes.status(), never)).toMatchObject({
      ok: false,
      failure: { status: 502, detail: 'The receiver answered 502.' },
    });
  });

  it('fails, and does not throw, when a good status carries no JSON', async () => {
    answering('<!doctype html>');
    expect(await ask(routes.status(), never)).toMatchObject({ ok: false, failure: { status: 200 } });
  });

  it('fails with status 0 when the receiver is not there', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    expect(await ask(routes.status(), never)).toMatchObject({ ok: false, failure: { status: 0 } });
  });
});
