import {
  type Client,
  debug,
  getClient,
  type ReportDialogOptions,
  type Scope,
  showReportDialog,
  withScope,
} from '@vedette/browser';
import * as React from 'react';
import { captureReactException } from './capture-react-exception.ts';
import { hoistStatics } from './hoist-statics.ts';
import { nameOf } from './name-of.ts';

/** What a `fallback` function and the callbacks are told. */
export interface FallbackProps {
  error: unknown;
  /** Where in the tree it happened, one component a line. */
  componentStack: string;
  eventId: string;
  /** Shows the children again. */
  resetError(): void;
}

export type FallbackRender = (props: FallbackProps) => React.ReactElement;

export interface ErrorBoundaryProps {
  children?: React.ReactNode | (() => React.ReactNode);
  /** Shown instead of the children after an error. Default: nothing. */
  fallback?: React.ReactElement | FallbackRender;
  /** Whether the error counts as handled. Default: if there is a fallback. */
  handled?: boolean;
  /** Asks the user what happened, once the report was sent. @default false */
  showDialog?: boolean;
  /** For `showReportDialog`. */
  dialogOptions?: ReportDialogOptions;
  /** Shows the children again when one of these changes: the route, the record that is shown. */
  resetKeys?: readonly unknown[];
  /** Changes the scope of the report alone. */
  beforeCapture?(scope: Scope, error: unknown, componentStack: string): void;
  onError?(error: unknown, componentStack: string, eventId: string): void;
  onMount?(): void;
  onReset?(error: unknown, componentStack: string | null, eventId: string | null): void;
  onUnmount?(error: unknown, componentStack: string | null, eventId: string | null): void;
}

interface ErrorBoundaryState {
  failed: boolean;
  error: unknown;
  componentStack: string | null;
  eventId: string | null;
}

const INITIAL: ErrorBoundaryState = { failed: false, error: null, componentStack: null, eventId: null };

/**
 * Reports errors thrown while its children render and shows a fallback instead of them. A class, because React has no
 * other way to catch. Source: sdk-behaviour, "React".
 */
export class ErrorBoundary extends React.Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = INITIAL;
  private stopWaiting?: (() => void) | undefined;

  override componentDidMount(): void {
    this.props.onMount?.();
  }

  override componentDidUpdate({ resetKeys = [] }: ErrorBoundaryProps, before: ErrorBoundaryState): void {
    const { resetKeys: keys = [] } = this.props;
    // Not those of the very update in which it failed.
    if (before.failed && (keys.length !== resetKeys.length || keys.some((key, at) => !Object.is(key, resetKeys[at])))) {
      this.resetErrorBoundary();
    }
  }

  override componentDidCatch(error: unknown, info: React.ErrorInfo): void {
    const { beforeCapture, onError, fallback, showDialog } = this.props;
    const componentStack = info.componentStack ?? '';
    withScope((scope) => {
      beforeCapture?.(scope, error, componentStack);
      const handled = this.props.handled ?? !!fallback;
      const mechanism = { type: 'auto.function.react.error_boundary', handled };
      const eventId = captureReactException(error, { componentStack }, { mechanism });
      onError?.(error, componentStack, eventId);
      if (showDialog) {
        this.showDialogOf(eventId, getClient());
      }
      this.setState({ failed: true, error, componentStack, eventId });
    });
  }

  override componentWillUnmount(): void {
    const { error, componentStack, eventId } = this.state;
    this.props.onUnmount?.(error, componentStack, eventId);
    this.stopWaiting?.();
  }

  /** Calls `onReset` and shows the children again. */
  resetErrorBoundary(): void {
    const { error, componentStack, eventId } = this.state;
    this.props.onReset?.(error, componentStack, eventId);
    this.setState(INITIAL);
  }

  /** The backend takes what the user says only of an event that it has. */
  private showDialogOf(eventId: string, client: Client | undefined): void {
    this.stopWaiting?.();
    this.stopWaiting = client?.on('afterSendEvent', ({ event_id }) => {
      if (event_id === eventId) {
        this.stopWaiting?.();
        showReportDialog({ ...this.props.dialogOptions, eventId });
      }
    });
  }

  override render(): React.ReactNode {
    const { children, fallback } = this.props;
    const { failed, error, componentStack, eventId } = this.state;
    if (!failed) {
      return typeof children === 'function' ? children() : children;
    }
    if (typeof fallback !== 'function') {
      if (fallback && !React.isValidElement(fallback)) {
        debug('The fallback of an ErrorBoundary is no element.');
      }
      return React.isValidElement(fallback) ? fallback : null;
    }
    return React.createElement(fallback as React.FunctionComponent<FallbackProps>, {
      error,
      componentStack: componentStack ?? '',
      eventId: eventId ?? '',
      resetError: () => this.resetErrorBoundary(),
    });
  }
}

/** A component inside an ErrorBoundary. */
export function withErrorBoundary<P extends object>(
  Wrapped: React.ComponentType<P>,
  boundaryProps: ErrorBoundaryProps,
): React.FunctionComponent<P> {
  const WithBoundary: React.FunctionComponent<P> = (props) => (
    <ErrorBoundary {...boundaryProps}>
      <Wrapped {...props} />
    </ErrorBoundary>
  );
  WithBoundary.displayName = `errorBoundary(${nameOf(Wrapped)})`;
  return hoistStatics(WithBoundary, Wrapped);
}
