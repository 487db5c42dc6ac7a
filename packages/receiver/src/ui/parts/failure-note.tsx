import type { Failure } from '../api.ts';

/** Says why there is nothing, or nothing new, to see. */
export function FailureNote({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  return (
    <div className="note note-failure" role="alert">
      <p>
        {failure.detail}
        {failure.causes.length > 0 && ` ${failure.causes.join(' ')}`}
      </p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
