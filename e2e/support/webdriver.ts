import { setTimeout } from 'node:timers/promises';

const START_TIMEOUT_MS = 20_000;
const PAUSE_MS = 50;

/** A browser that a driver opened for us. */
export interface Session {
  /** A command below the session's address, as https://www.w3.org/TR/webdriver2/ names them. Rejects when it fails. */
  command<Result>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Result>;
  /** Closes the browser. */
  end(): Promise<void>;
}

/** Waits until the driver listens and has it open a browser. Rejects when either takes too long. */
export async function startSession(driverUrl: string, capabilities: object): Promise<Session> {
  await untilReady(driverUrl);
  const wanted = { capabilities: { alwaysMatch: capabilities } };
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  const { sessionId } = await send<{ sessionId: string }>('POST', `${driverUrl}/session`, wanted, signal);
  const url = `${driverUrl}/session/${sessionId}`;
  return {
    command: (method, path, body) => send(method, `${url}${path}`, body),
    end: () => send('DELETE', url),
  };
}

async function untilReady(driverUrl: string): Promise<void> {
  const endMs = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const status = await send<{ ready: boolean }>('GET', `${driverUrl}/status`).catch((error: Error) => error);
    if (!(status instanceof Error) && status.ready) {
      return;
    }
    if (performance.now() > endMs) {
      throw new Error(`the driver at ${driverUrl} does not come up: ${JSON.stringify(status)}`);
    }
    await setTimeout(PAUSE_MS);
  }
}

async function send<Result>(method: string, url: string, body?: object, signal?: AbortSignal): Promise<Result> {
  const response = await fetch(url, {
    method,
    signal,
    // A POST without a body is an error to a driver, also where nothing is to be said.
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  });
  const { value } = (await response.json()) as { value: Result & { error?: string; message?: string } };
  if (!response.ok) {
    throw new Error(`${method} ${url}: ${value.error ?? response.status}: ${value.message ?? ''}`);
  }
  return value;
}
