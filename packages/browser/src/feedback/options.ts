import type { Primitive } from '@vedette/core';

/** Colours of one scheme, as CSS; each has a default that is read well. */
export interface FeedbackTheme {
  foreground?: string;
  background?: string;
  accentForeground?: string;
  accentBackground?: string;
  successColor?: string;
  errorColor?: string;
  boxShadow?: string;
  outline?: string;
}

/** What was written. */
export interface FeedbackFormData {
  name: string;
  email: string;
  message: string;
}

/** Taken for who moves over: the form bears nobody's mark, needs no nonce, and a screenshot is not cut to size. */
interface WithoutEffect {
  showBranding?: boolean;
  styleNonce?: string;
  scriptNonce?: string;
  confirmButtonLabel?: string;
}

/** Options of the form and of the button that opens it. */
export interface FeedbackOptions extends WithoutEffect {
  /** The id of the element that holds all of it. @default 'sentry-feedback' */
  id?: string;
  /** Show a button in the corner of the page. @default true */
  autoInject?: boolean;
  /** @default 'system' */
  colorScheme?: 'system' | 'light' | 'dark';
  themeLight?: FeedbackTheme;
  themeDark?: FeedbackTheme;
  /** @default true */
  showName?: boolean;
  /** @default true */
  showEmail?: boolean;
  /** @default false */
  isNameRequired?: boolean;
  /** @default false */
  isEmailRequired?: boolean;
  /** Offer to attach a picture of the page. @default true */
  enableScreenshot?: boolean;
  /** Which fields of the scope's user fill the form. @default {email: 'email', name: 'username'} */
  useSentryUser?: { email: string; name: string };
  /** Put on what is sent. */
  tags?: Record<string, Primitive>;
  /** @default 'Report a Bug' */
  triggerLabel?: string;
  /** For screen readers, where it should say more than `triggerLabel`. */
  triggerAriaLabel?: string;
  /** @default 'Report a Bug' */
  formTitle?: string;
  /** @default 'Send Bug Report' */
  submitButtonLabel?: string;
  /** @default 'Cancel' */
  cancelButtonLabel?: string;
  /** @default 'Name' */
  nameLabel?: string;
  /** @default 'Your Name' */
  namePlaceholder?: string;
  /** @default 'Email' */
  emailLabel?: string;
  /** @default 'your.email@example.org' */
  emailPlaceholder?: string;
  /** @default 'Description' */
  messageLabel?: string;
  /** @default 'What happened? What did you expect?' */
  messagePlaceholder?: string;
  /** Stands behind the label of what must be filled in. @default '(required)' */
  isRequiredLabel?: string;
  /** @default 'Add a screenshot' */
  addScreenshotButtonLabel?: string;
  /** @default 'Remove screenshot' */
  removeScreenshotButtonLabel?: string;
  /** @default 'Thank you for your report!' */
  successMessageText?: string;
  /** @default 'It could not be sent. Please try again.' */
  errorGenericText?: string;
  onFormOpen?(): void;
  /** Closed without sending. */
  onFormClose?(): void;
  onSubmitSuccess?(data: FeedbackFormData, eventId: string): void;
  onSubmitError?(error: Error): void;
  /** Sent, and the form is gone. */
  onFormSubmitted?(): void;
}

const DEFAULTS = {
  id: 'sentry-feedback',
  autoInject: true,
  colorScheme: 'system',
  themeLight: {},
  themeDark: {},
  showName: true,
  showEmail: true,
  isNameRequired: false,
  isEmailRequired: false,
  enableScreenshot: true,
  useSentryUser: { email: 'email', name: 'username' },
  tags: {},
  triggerLabel: 'Report a Bug',
  triggerAriaLabel: '',
  formTitle: 'Report a Bug',
  submitButtonLabel: 'Send Bug Report',
  cancelButtonLabel: 'Cancel',
  nameLabel: 'Name',
  namePlaceholder: 'Your Name',
  emailLabel: 'Email',
  emailPlaceholder: 'your.email@example.org',
  messageLabel: 'Description',
  messagePlaceholder: 'What happened? What did you expect?',
  isRequiredLabel: '(required)',
  addScreenshotButtonLabel: 'Add a screenshot',
  removeScreenshotButtonLabel: 'Remove screenshot',
  successMessageText: 'Thank you for your report!',
  errorGenericText: 'It could not be sent. Please try again.',
} as const satisfies FeedbackOptions;

type Callback = 'onFormOpen' | 'onFormClose' | 'onSubmitSuccess' | 'onSubmitError' | 'onFormSubmitted';

/** With all defaults; callbacks stay optional. */
export type ResolvedFeedback = Required<Omit<FeedbackOptions, Callback | keyof WithoutEffect>> &
  Pick<FeedbackOptions, Callback>;

/** Later options win; what is `undefined` says nothing. */
export function resolveFeedback(...given: FeedbackOptions[]): ResolvedFeedback {
  const said = given.map((options) =>
    Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  );
  return Object.assign({}, DEFAULTS, ...said);
}
