// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { feedbackIntegration, getFeedback } from '../feedback.ts';
import { resolveFeedback } from './options.ts';

// jsdom has neither: what they look like and how they hold the focus is tested in a browser.
beforeEach(() => {
  vi.stubGlobal(
    'CSSStyleSheet',
    class {
      replaceSync(): void {}
    },
  );
});

const widgets = (): Element[] => [...document.querySelectorAll('#sentry-feedback')];

describe('feedbackIntegration', () => {
  it('shows its button when the SDK starts, is found by its name, and goes with the client', async () => {
    const feedback = feedbackIntegration();
    const { client } = startPage({ integrations: [feedback] });
    expect(widgets().map(({ shadowRoot }) => shadowRoot?.textContent)).toEqual(['Report a Bug']);
    expect(getFeedback()).toBe(feedback);
    await client.close();
    expect(widgets()).toEqual([]);
  });

  it('shows nothing by itself when told not to', () => {
    startPage({ integrations: [feedbackIntegration({ autoInject: false })] });
    expect(widgets()).toEqual([]);
  });

  it('shows nothing without a DSN', () => {
    startPage({ dsn: undefined, integrations: [feedbackIntegration()] });
    expect(widgets()).toEqual([]);
  });

  it('says which element is not there to attach to', () => {
    expect(() => feedbackIntegration().attachTo('#none')).toThrow('there is no element #none');
  });

  it('makes a widget that hides, shows and leaves', () => {
    const feedback = feedbackIntegration();
    const widget = feedback.createWidget({ triggerLabel: 'Write to us', triggerAriaLabel: 'Write to the shop' });
    expect(widget.el.textContent).toBe('Write to us');
    expect(widget.el.getAttribute('aria-label')).toBe('Write to the shop');
    widget.hide();
    expect(widget.el.hidden).toBe(true);
    widget.show();
    expect(widget.el.hidden).toBe(false);
    widget.removeFromDom();
    expect(widgets()).toEqual([]);
    widget.appendToDom();
    expect(widgets()).toHaveLength(1);
    feedback.remove();
    expect(widgets()).toEqual([]);
  });

  it('knows the user of the scope in fields that are not shown', async () => {
    const { client } = startPage();
    expect(client.isEnabled()).toBe(true);
    const { setUser } = await import('../index.ts');
    setUser({ email: 'ann@shop.example', nick: 'Ann' });
    const options = { showName: false, showEmail: false, useSentryUser: { email: 'email', name: 'nick' } };
    const { el } = await feedbackIntegration(options).createForm();
    const values = [...el.querySelectorAll('input')].map(({ type, name, value }) => [type, name, value]);
    expect(values).toEqual([
      ['hidden', 'name', 'Ann'],
      ['hidden', 'email', 'ann@shop.example'],
    ]);
  });
});

describe('options', () => {
  it('of a call win over those of the integration, and what is undefined says nothing', () => {
    const resolved = resolveFeedback({ formTitle: 'A', nameLabel: 'Who?' }, { formTitle: 'B', nameLabel: undefined });
    expect(resolved).toMatchObject({ formTitle: 'B', nameLabel: 'Who?', emailLabel: 'Email', showName: true });
  });
});
