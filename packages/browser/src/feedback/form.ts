import { type Attachment, getCurrentScope, getGlobalScope, getIsolationScope } from '@vedette/core';
import { sendFeedback } from '../send-feedback.ts';
import { element } from './element.ts';
import type { FeedbackFormData, ResolvedFeedback } from './options.ts';

/** What the form tells of itself. */
export interface FormEvents {
  /** Sent, with this id. */
  sent(data: FeedbackFormData, eventId: string): void;
  failed(error: Error): void;
  cancelled(): void;
}

/** A dialog with the form. Escape and the platform's focus trap come with `<dialog>`. */
export function createFormElement(
  options: ResolvedFeedback,
  { sent, failed, cancelled }: FormEvents,
): HTMLDialogElement {
  const dialog = element('dialog');
  dialog.setAttribute('aria-labelledby', 'title');
  const problem = element('p', { className: 'problem' });
  problem.setAttribute('role', 'alert');
  const submit = element('button', { type: 'submit' }, options.submitButtonLabel);
  const cancel = element('button', { type: 'button', onclick: cancelled }, options.cancelButtonLabel);
  const attachments: Attachment[] = [];
  const form = element(
    'form',
    {},
    ...fieldsOf(options),
    ...(options.enableScreenshot ? [screenshotField(options, dialog, attachments)] : []),
    problem,
    submit,
    cancel,
  );
  form.onsubmit = async (event) => {
    event.preventDefault();
    const text = (name: string): string => String(new FormData(form).get(name) ?? '').trim();
    const data = { name: text('name'), email: text('email'), message: text('message') };
    submit.disabled = true;
    problem.textContent = '';
    const outcome = await sendFeedback(
      { ...data, name: data.name || undefined, email: data.email || undefined, source: 'widget', tags: options.tags },
      { includeReplay: true, attachments: [...attachments] },
    ).catch((error: Error) => error);
    submit.disabled = false;
    if (typeof outcome === 'string') {
      form.reset();
      sent(data, outcome);
    } else {
      problem.textContent = options.errorGenericText;
      failed(outcome);
    }
  };
  dialog.append(element('h2', { id: 'title' }, options.formTitle), form);
  // Escape; closing by the buttons goes through the caller.
  dialog.oncancel = (event) => {
    event.preventDefault();
    cancelled();
  };
  return dialog;
}

function fieldsOf(options: ResolvedFeedback): HTMLElement[] {
  const user = knownUser();
  const known = (key: string): string => String(user[key] ?? '');
  const text = (label: string, isRequired: boolean, field: HTMLInputElement | HTMLTextAreaElement): HTMLElement => {
    field.required = isRequired;
    return element('label', {}, isRequired ? `${label} ${options.isRequiredLabel}` : label, field);
  };
  const name = element('input', {
    ...{ name: 'name', autocomplete: 'name', placeholder: options.namePlaceholder },
    defaultValue: known(options.useSentryUser.name),
  });
  const email = element('input', {
    ...{ name: 'email', type: 'email', autocomplete: 'email', placeholder: options.emailPlaceholder },
    defaultValue: known(options.useSentryUser.email),
  });
  const message = element('textarea', { name: 'message', rows: 5, placeholder: options.messagePlaceholder });
  // A field that is not shown still says who the user is, if the host told us.
  const hidden = (field: HTMLInputElement): HTMLElement => Object.assign(field, { type: 'hidden' });
  return [
    options.showName ? text(options.nameLabel, options.isNameRequired, name) : hidden(name),
    options.showEmail ? text(options.emailLabel, options.isEmailRequired, email) : hidden(email),
    text(options.messageLabel, true, message),
  ];
}

/** The button; what it does is loaded when it is pressed. */
function screenshotField(options: ResolvedFeedback, dialog: HTMLDialogElement, attachments: Attachment[]): HTMLElement {
  const { addScreenshotButtonLabel: add, removeScreenshotButtonLabel: remove } = options;
  const place = element('div', { className: 'shot' });
  const button = element('button', { type: 'button' }, add);
  const show = (shot?: { attachment: Attachment; preview: HTMLElement }): void => {
    attachments.splice(0, 1, ...(shot ? [shot.attachment] : []));
    place.replaceChildren(...(shot ? [shot.preview] : []), button);
    button.textContent = shot ? remove : add;
  };
  button.onclick = async () => {
    if (attachments.length) {
      show();
      return;
    }
    button.disabled = true;
    const shot = await import('./screenshot.ts')
      .then(({ takeScreenshot }) => takeScreenshot(dialog, place))
      .catch(() => undefined);
    button.disabled = false;
    show(shot);
    button.focus();
  };
  // Comes up from the form, when all of it was sent.
  dialog.addEventListener('reset', () => show());
  place.append(button);
  return place;
}

/** That of the innermost scope that has one. */
function knownUser(): Record<string, unknown> {
  const users = [getCurrentScope(), getIsolationScope(), getGlobalScope()].map((scope) => scope.getUser());
  return users.find((user) => user && Object.keys(user).length) ?? {};
}
