import { styleSheet } from './style.ts';
import { type Texts, textsOf } from './texts.ts';

// Runs in pages of others: one function, no globals, and nothing of a page's address or of an answer ever becomes HTML.

/** What `showReportDialog` of an SDK listens for. Source: wire-protocol, "Report dialog URL". */
const CLOSED = '__sentry_reportdialog_closed__';

showDialog(new URL((document.currentScript as HTMLScriptElement).src));

/** Shows the dialog and posts what is written in it to where the script came from. */
function showDialog(address: URL): void {
  const texts = textsOf(address.searchParams);
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styleSheet()];
  const dialog = element('dialog', { lang: address.searchParams.get('lang') ?? '' });
  dialog.setAttribute('aria-labelledby', 'title');
  dialog.append(...content(texts, address, () => dialog.close()));
  dialog.addEventListener('close', () => {
    host.remove();
    window.postMessage(CLOSED, '*');
  });
  root.append(dialog);
  document.body.append(host);
  dialog.showModal();
}

function content(texts: Texts, address: URL, close: () => void): HTMLElement[] {
  const title = element('h2', { id: 'title', textContent: texts.title });
  const form = element('form', { noValidate: false });
  const problem = element('p', { className: 'problem' });
  problem.setAttribute('role', 'alert');
  const send = element('button', { type: 'submit', className: 'main', textContent: texts.labelSubmit });
  const cancel = element('button', { type: 'button', textContent: texts.labelClose, onclick: close });
  const buttons = element('div', { className: 'buttons' });
  buttons.append(send, cancel);
  form.append(
    ...field(texts.labelName, element('input', { name: 'name', autocomplete: 'name', value: texts.name })),
    ...field(
      texts.labelEmail,
      element('input', { name: 'email', type: 'email', autocomplete: 'email', value: texts.email }),
    ),
    ...field(texts.labelComments, element('textarea', { name: 'comments', rows: 5, maxLength: 4096, required: true })),
    problem,
    buttons,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    send.disabled = true;
    problem.textContent = '';
    const failed = await post(address, form);
    send.disabled = false;
    if (failed === undefined) {
      const thanks = element('p', { textContent: texts.successMessage });
      thanks.setAttribute('role', 'status');
      form.replaceChildren(thanks, cancel);
      cancel.focus();
    } else {
      problem.textContent = failed === 400 ? texts.errorFormEntry : texts.errorGeneric;
    }
  });
  return [title, element('p', { textContent: [texts.subtitle, texts.subtitle2].filter(Boolean).join(' ') }), form];
}

/** `undefined` when it was taken, else the status, 0 when there was no answer. */
async function post(address: URL, form: HTMLFormElement): Promise<number | undefined> {
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      body.set(name, String(value));
    }
    const target = new URL(address);
    target.search = '';
    for (const name of ['dsn', 'eventId']) {
      target.searchParams.set(name, address.searchParams.get(name) ?? '');
    }
    const response = await fetch(target, { method: 'POST', body, credentials: 'omit' });
    return response.ok ? undefined : response.status;
  } catch {
    return 0;
  }
}

function field(label: string, input: HTMLElement & { name: string }): HTMLElement[] {
  input.id = input.name;
  return [element('label', { htmlFor: input.name, textContent: label }), input];
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties);
}
