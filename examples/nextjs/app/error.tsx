'use client';

import { captureException } from '@vedette/react';
import { useEffect } from 'react';

/** Shown in place of a page that failed. With a digest it failed on the server, which has reported it. */
export default function Failure({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  useEffect(() => {
    if (!error.digest) {
      captureException(error);
    }
  }, [error]);
  return (
    <main role="alert">
      <h1>That went wrong. We have been told.</h1>
      <button type="button" onClick={reset}>
        Back
      </button>
    </main>
  );
}
