import { getClient, type Integration } from '@vedette/core';
import { listen } from '../instrument/listen.ts';
import { element } from './element.ts';
import { createFormElement } from './form.ts';
import { createHost } from './host.ts';
import { type FeedbackOptions, type ResolvedFeedback, resolveFeedback } from './options.ts';

/** A form, made but not yet shown. */
export interface FeedbackDialog {
  el: HTMLElement;
  /** Puts it into the page, closed. */
  appendToDom(): void;
  removeFromDom(): void;
  open(): void;
  close(): void;
}

/** The button in the corner of the page. */
export interface FeedbackWidget {
  el: HTMLElement;
  appendToDom(): void;
  removeFromDom(): void;
  show(): void;
  hide(): void;
}

export interface FeedbackIntegration extends Integration {
  /** Lets a press of an element of the page open the form. Returns what stops that. Throws when there is no such element. */
  attachTo(target: Element | string, overrides?: FeedbackOptions): () => void;
  createForm(overrides?: FeedbackOptions): Promise<FeedbackDialog>;
  /** Shows a button in the corner of the page, by which the form is opened. */
  createWidget(overrides?: FeedbackOptions): FeedbackWidget;
  setTheme(colorScheme: 'system' | 'light' | 'dark'): void;
  /** Takes everything out of the page and stops what `attachTo` began. */
  remove(): void;
}

/** How long the page says thanks, in milliseconds. Source: Sentry's own form. */
const THANKS_MS = 5000;

const NAME = 'Feedback';

/** A form in which users write what they think, and by default a button that opens it. */
export function feedbackIntegration(options: FeedbackOptions = {}): FeedbackIntegration {
  let own = resolveFeedback(options);
  // Made when first needed: a program without a document may make the integration too.
  let host: ReturnType<typeof createHost> | undefined;
  const getHost = (): ReturnType<typeof createHost> => (host ??= createHost(own));
  const undo = new Set<() => void>();

  const createDialog = (given: ResolvedFeedback): FeedbackDialog => {
    const el = createFormElement(given, {
      sent(data, eventId) {
        dialog.removeFromDom();
        thank(given.successMessageText);
        given.onSubmitSuccess?.(data, eventId);
        given.onFormSubmitted?.();
      },
      failed: (error) => given.onSubmitError?.(error),
      cancelled: () => dialog.close(),
    });
    const dialog: FeedbackDialog = {
      el,
      appendToDom: () => getHost().add(el),
      removeFromDom() {
        el.close();
        host?.delete(el);
      },
      open() {
        if (!el.open) {
          getHost().style(given);
          getHost().add(el);
          el.showModal();
          given.onFormOpen?.();
        }
      },
      close() {
        if (el.open) {
          el.close();
          given.onFormClose?.();
        }
      },
    };
    return dialog;
  };

  const thank = (text: string): void => {
    const toast = element('p', { className: 'toast', textContent: text });
    toast.setAttribute('role', 'status');
    getHost().add(toast);
    setTimeout(() => host?.delete(toast), THANKS_MS);
  };

  const integration: FeedbackIntegration = {
    name: NAME,
    setup() {
      if (own.autoInject && globalThis.document) {
        whenReady(() => integration.createWidget(), undo);
      }
      return integration.remove;
    },
    attachTo(target, overrides = {}) {
      const found = typeof target === 'string' ? document.querySelector(target) : target;
      if (!found) {
        throw new Error(`Feedback cannot be attached: there is no element ${target}.`);
      }
      let dialog: FeedbackDialog | undefined;
      const open = (): void => (dialog ??= createDialog(resolveFeedback(own, overrides))).open();
      found.addEventListener('click', open);
      const stop = (): void => {
        undo.delete(stop);
        found.removeEventListener('click', open);
        dialog?.removeFromDom();
      };
      undo.add(stop);
      return stop;
    },
    createForm: async (overrides = {}) => createDialog(resolveFeedback(own, overrides)),
    createWidget(overrides = {}) {
      const { triggerLabel, triggerAriaLabel } = resolveFeedback(own, overrides);
      const el = element('button', { type: 'button', className: 'trigger' }, triggerLabel);
      if (triggerAriaLabel) {
        el.setAttribute('aria-label', triggerAriaLabel);
      }
      integration.attachTo(el, overrides);
      const widget: FeedbackWidget = {
        el,
        appendToDom: () => getHost().add(el),
        removeFromDom: () => host?.delete(el),
        show: () => {
          el.hidden = false;
        },
        hide: () => {
          el.hidden = true;
        },
      };
      widget.appendToDom();
      return widget;
    },
    setTheme(colorScheme) {
      own = { ...own, colorScheme };
      host?.style(own);
    },
    remove() {
      for (const stop of undo) {
        stop();
      }
      host?.remove();
      host = undefined;
    },
  };
  return integration;
}

/** That of the running client. */
export function getFeedback(): FeedbackIntegration | undefined {
  return getClient()?.getIntegrationByName<FeedbackIntegration>(NAME);
}

/** An SDK may start before there is a body. */
function whenReady(run: () => void, undo: Set<() => void>): void {
  if (document.body) {
    run();
  } else {
    const stop = listen('DOMContentLoaded', run, false, document);
    undo.add(stop);
  }
}
