import type { ServerResponse } from 'node:http';

/**
 * How a backend answers.
 * - `ok`: 200 with the event's id.
 * - a status with headers: 500, or 429 with rate limits.
 * - `garbage`: a 200 whose body and headers are nonsense.
 * - `not-http`: bytes that are no answer at all.
 * - `never-answers`: takes the request and stays silent.
 * - `closes-the-socket`: takes the request and hangs up.
 * - `down`: nobody listens on the port.
 */
export type Behaviour =
  | 'ok'
  | 'garbage'
  | 'not-http'
  | 'never-answers'
  | 'closes-the-socket'
  | 'down'
  | { status: number; headers?: Record<string, string>; body?: string };

/** Answers one request the way `behaviour` says. */
export function answer(response: ServerResponse, behaviour: Exclude<Behaviour, 'down'>, eventId?: string): void {
  if (typeof behaviour === 'object') {
    response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body ?? '{}');
  } else {
    ANSWERS[behaviour](response, eventId);
  }
}

type Answer = (response: ServerResponse, eventId?: string) => void;

const ANSWERS: Record<Extract<Behaviour, string> & Exclude<Behaviour, 'down'>, Answer> = {
  ok: (response, eventId) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(eventId ? { id: eventId } : {}));
  },
  garbage: (response) => {
    const headers = {
      'content-type': 'application/json',
      'x-sentry-rate-limits': ';;:::,99e999:\u00ff',
      'retry-after': 'soon',
    };
    response.writeHead(200, headers).end(Buffer.from([0xff, 0xfe, 0x00, 0x7b, 0x0a, 0xc3, 0x28]));
  },
  'not-http': (response) => {
    response.socket?.end('\u0000\u0001 this is not HTTP\r\n\r\n');
  },
  'never-answers': () => {},
  'closes-the-socket': (response) => {
    response.socket?.destroy();
  },
};
