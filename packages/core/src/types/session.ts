import type { User } from './event.ts';

/** All but `ok` are final. Source: wire-protocol, "session". */
export type SessionStatus = 'ok' | 'exited' | 'crashed' | 'abnormal' | 'unhandled';

/** One run of the application, as somebody lived it. Times are seconds since the epoch. */
export interface Session {
  /** 32 hex digits. */
  sid: string;
  /** Who it belongs to; stays once it is known. */
  did?: string;
  /** Nothing was sent of it yet. */
  init: boolean;
  started: number;
  /** Of the last change. */
  timestamp: number;
  /** Seconds. */
  duration?: number;
  /** How long it took says nothing and is left out: a page that is only looked at. */
  ignoreDuration: boolean;
  status: SessionStatus;
  errors: number;
  release?: string;
  environment?: string;
  ipAddress?: string;
  userAgent?: string;
  /** Sent with the status `abnormal` only. */
  abnormal_mechanism?: string;
  toJSON(): SerializedSession;
}

/** What can be said of a session; of a user the id, else the e-mail address, else the name becomes `did`. */
export type SessionContext = Partial<Session> & { user?: User | null };

/** A session as it is sent. Times are RFC 3339. */
export interface SerializedSession {
  sid: string;
  did?: string;
  init: boolean;
  started: string;
  timestamp: string;
  duration?: number;
  status: SessionStatus;
  errors: number;
  abnormal_mechanism?: string;
  attrs?: SessionAttributes & { ip_address?: string; user_agent?: string };
}

interface SessionAttributes {
  release?: string;
  environment?: string;
}

/** How the request went that an isolation scope belongs to. */
export interface RequestSession {
  status: 'ok' | 'errored' | 'crashed';
}

/** How many requests of a minute ended how. */
export interface AggregationCounts {
  /** Start of the minute, RFC 3339. */
  started: string;
  /** Without errors. */
  exited?: number;
  errored?: number;
  crashed?: number;
}

/** Sessions that are only counted. Source: wire-protocol, "sessions". */
export interface SessionAggregates {
  aggregates: AggregationCounts[];
  attrs?: SessionAttributes;
}
