const PAUSE_MS = 100;

/** Asks until the answer is truthy, and resolves with it; with the last answer once `timeoutMs` have gone by. */
export async function waitUntil(ask, timeoutMs) {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer || performance.now() > endMs) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
