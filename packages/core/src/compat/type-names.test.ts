import { expect, test } from 'vitest';
import {
  createTransport,
  type EventDropReason,
  type EventEnvelope,
  type EventItem,
  type Extras,
  type IntegrationFn,
  type Options,
  type SamplingContext,
  type TransportMakeRequestResponse,
  type TransportRequest,
} from '../index.ts';
import { createCore } from '../testing/create-core.ts';
