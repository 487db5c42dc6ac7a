import { Component, type ReactNode } from 'react';

/**
 * Keeps a failure to render inside its part of the page. React has no other way than a class to catch what a child throws
 * while rendering.
 */
export class Fallible extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? (
      <p className="note note-failure">This part could not be shown: the event holds something unexpected.</p>
    ) : (
      this.props.children
    );
  }
}
