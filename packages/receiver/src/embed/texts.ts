/** What the dialog says, and what its fields hold at first. */
const DEFAULTS = {
  name: '',
  email: '',
  title: 'Something went wrong here.',
  subtitle: 'We have been told about it.',
  subtitle2: 'You can help by telling us what you were doing.',
  labelName: 'Name',
  labelEmail: 'E-mail',
  labelComments: 'What happened?',
  labelClose: 'Close',
  labelSubmit: 'Send report',
  errorGeneric: 'Your report could not be sent. Please try again.',
  errorFormEntry: 'Something in the form is not right. Please look at it and try again.',
  successMessage: 'Thank you: your report was sent.',
};

export type Texts = typeof DEFAULTS;

/** The texts that an address asks for, with ours in the place of those it does not. Source: sdk-behaviour, "User feedback". */
export function textsOf(asked: URLSearchParams): Texts {
  return Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, ours]) => [name, asked.get(name) ?? ours]),
  ) as typeof DEFAULTS;
}
