// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { captureEvent, captureMessage } from '../index.ts';

describe('httpContextIntegration', () => {
  it('adds address, referrer and browser without secrets', () => {
    history.replaceState(null, '', '/cart?token=s3cret&a=1#access_token=s3cret');
    Object.defineProperty(document, 'referrer', {
      configurable: true,
      value: 'https://me:pw@shop.example/?sid=s3cret',
    });
    const { events } = startPage();
    captureMessage('here');
    expect(events()[0]?.request).toEqual({
      url: `${location.origin}/cart?token=[Filtered]&a=1#access_token=[Filtered]`,
      headers: {
        Referer: 'https://[Filtered]:[Filtered]@shop.example/?sid=[Filtered]',
        'User-Agent': navigator.userAgent,
      },
    });
    expect(JSON.stringify(events())).not.toContain('s3cret');
  });

  it('leaves what the event says itself', () => {
    const { events } = startPage();
    captureEvent({ message: 'made by hand', request: { url: 'https://other.example/', headers: { Referer: 'x' } } });
    expect(events()[0]?.request).toMatchObject({ url: 'https://other.example/', headers: { Referer: 'x' } });
  });
});
