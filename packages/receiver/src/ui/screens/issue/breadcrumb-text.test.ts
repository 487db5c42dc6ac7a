import { describe, expect, it } from 'vitest';
import { breadcrumbDelta, breadcrumbKind, breadcrumbStatus, breadcrumbText } from './breadcrumb-text.ts';

describe('breadcrumbText', () => {
  it('tells method and address of a request', () => {
    expect(
      breadcrumbText({ category: 'fetch', data: { method: 'POST', url: '/api/checkout', status_code: 500 } }),
    ).toBe('POST /api/checkout');
  });

  it('does not say a request twice when its message says it already', () => {
    expect(breadcrumbText({ message: 'GET /a', data: { method: 'GET', url: '/a' } })).toBe('GET /a');
    expect(breadcrumbText({ message: 'timed out', data: { method: 'GET', url: '/a' } })).toBe('GET /a timed out');
  });

  it('tells where a navigation led', () => {
    expect(breadcrumbText({ category: 'navigation', data: { from: '/', to: '/cart' } })).toBe('/ → /cart');
    expect(breadcrumbText({ category: 'navigation', data: { to: '/cart' } })).toBe('→ /cart');
  });

  it('falls back to the category, and always says something', () => {
    expect(breadcrumbText({ category: 'ui.click' })).toBe('ui.click');
    expect(breadcrumbText({})).toBe('breadcrumb');
  });
});

describe('breadcrumbStatus', () => {
  it('reads numbers and numeric text, and nothing else', () => {
    const statuses = [500, '404', undefined, 'oops', 0].map((status_code) =>
      breadcrumbStatus({ data: { status_code } }),
    );
    expect(statuses).toEqual([500, 404, null, null, null]);
    expect(breadcrumbStatus({})).toBeNull();
  });
});

describe('breadcrumbDelta', () => {
  const error = 1_762_571_564.25;

  it.each([
    [error - 1.2368, '−1.24 s'],
    [error - 0.05, '−50 ms'],
    [error, '0 ms'],
    [error - 0.00003, '0 ms'],
    [error + 0.02, '+20 ms'],
    [undefined, ''],
  ])('sees %s from the error as %s', (timestamp, text) => {
    expect(breadcrumbDelta(timestamp, error)).toBe(text);
  });

  it('says nothing when the time of the error is unknown', () => {
    expect(breadcrumbDelta(error, Number.NaN)).toBe('');
  });
});

describe('breadcrumbKind', () => {
  it.each([
    ['navigation', undefined, 'navigation'],
    ['ui.click', undefined, 'interaction'],
    ['xhr', 'http', 'request'],
    ['console', undefined, 'console'],
    ['db.query', undefined, 'query'],
    ['sentry.event', undefined, 'error'],
    ['auth', 'http', 'request'],
    ['auth', undefined, 'other'],
    [undefined, undefined, 'other'],
  ])('takes category %s and type %s for %s', (category, type, kind) => {
    expect(breadcrumbKind({ category, type })).toBe(kind);
  });
});
