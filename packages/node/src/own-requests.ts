let sending = false;

/** Makes a request of our own, which nothing of ours is to follow. */
export function asOwnRequest<T>(makeRequest: () => T): T {
  sending = true;
  try {
    return makeRequest();
  } finally {
    sending = false;
  }
}

/** Whether the request that is being made at this moment is our own: it is heard of before it is made. */
export function isOwnRequest(): boolean {
  return sending;
}
