import type { Event, Exception, StackFrame, User } from '@vedette/core/wire';

// What people read of an event in lists. All take a cleaned event, after symbolication.

/** The captured error is the last of the chain. Source: event-payload, "Exceptions". */
export function capturedException(event: Event): Exception | undefined {
  return event.exception?.values?.at(-1);
}

/** `TypeError: x is undefined`, or the message; one line of at most 250 characters. */
export function titleOf(event: Event): string {
  const exception = capturedException(event);
  const written = exception && !isMessageWithStack(event, exception);
  const text = written ? [exception.type, exception.value].filter(Boolean).join(': ') : event.message;
  return oneLine(text ?? '') || '(no message)';
}

/** Where it happened: the innermost in-app frame as `function (file)`, else the transaction, else nothing. */
export function culpritOf(event: Event): string {
  const frame = innermostInApp(capturedException(event)?.stacktrace?.frames ?? []);
  if (!frame) {
    return oneLine(event.transaction ?? '');
  }
  const file = frame.filename ?? frame.module ?? '';
  return oneLine(frame.function && frame.function !== '?' ? `${frame.function} (${file})` : file);
}

/** False when any exception of the event was not handled. */
export function isHandled(event: Event): boolean {
  return !(event.exception?.values ?? []).some((exception) => exception.mechanism?.handled === false);
}

/** Who was affected, by what tells most: id, e-mail, user name, address; `null` when nobody is named. */
export function userIdentity(user: User | undefined): string | null {
  const known =
    user?.id ?? user?.email ?? user?.username ?? (user?.ip_address === '{{auto}}' ? null : user?.ip_address);
  return known === undefined || known === null ? null : String(known);
}

/** A message captured with `attachStacktrace` carries its stack in an exception without a type. */
function isMessageWithStack(event: Event, exception: Exception): boolean {
  return event.message !== undefined && exception.type === undefined;
}

function innermostInApp(frames: StackFrame[]): StackFrame | undefined {
  return frames.findLast((frame) => frame.in_app === true) ?? frames.at(-1);
}

function oneLine(text: string): string {
  const line = (text.trim().split('\n', 1)[0] as string).trimEnd();
  return line.length > 250 ? `${line.slice(0, 249)}…` : line;
}
