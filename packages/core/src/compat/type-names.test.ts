import { expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import {
  type BreadcrumbHint,
  type ClientOptions,
  type ClientReport,
  createTransport,
  type Event,
  type EventDropReason,
  type EventEnvelope,
  type EventItem,
  type Extras,
  type Integration,
  type IntegrationFn,
  type Options,
  type SamplingContext,
  type TransportMakeRequestResponse,
  type TransportRequest,
  type User,
} from '../index.ts';

// Programs as people have them: that they compile, unchanged, is what is tested first.

const shopIntegration = ((options: { shop: string }) => ({
  name: 'Shop',
  setup(client) {
    client.on('spanStart', (span) => span.setAttribute('shop', options.shop));
  },
  processEvent(event) {
    const extras: Extras = { ...event.extra, shop: options.shop };
    return { ...event, extra: extras };
  },
})) satisfies IntegrationFn;

test('an integration that is typed by what makes it compiles, and works', async () => {
  const make: IntegrationFn<Integration> = shopIntegration;
  const core = setupCore({ integrations: [make({ shop: 'north' })] });
  core.client.captureMessage('sold');
  await core.client.flush();
  expect(core.events()).toMatchObject([{ message: 'sold', extra: { shop: 'north' } }]);
});

test('a function of its own that samples, and one that posts, have names for what they are given', async () => {
  const sample = ({ name, parentSampled }: SamplingContext): number => (parentSampled || name === 'checkout' ? 1 : 0);
  const options: Options = { tracesSampler: sample };
  const same: ClientOptions = options;
  expect(same.tracesSampler).toBe(sample);

  const bodies: Array<TransportRequest['body']> = [];
  const dropped: EventDropReason[] = [];
  const transport = createTransport(
    { recordDroppedEvent: (reason) => dropped.push(reason) },
    async ({ body }: TransportRequest): Promise<TransportMakeRequestResponse> => {
      bodies.push(body);
      return { statusCode: 200 };
    },
  );
  const item: EventItem = [{ type: 'event' }, { message: 'by hand' }];
  const envelope: EventEnvelope = [{}, [item]];
  expect(await transport.send(envelope)).toEqual({ statusCode: 200 });
  expect(bodies).toEqual([expect.stringContaining('by hand')]);
  const report: ClientReport = { timestamp: 1, discarded_events: [] };
  expect([dropped, report.discarded_events]).toEqual([[], []]);
});

test('what a host has put on a breadcrumb’s hint or a user is read without a cast', () => {
  const labelOf = (hint?: BreadcrumbHint): string => hint?.event?.target?.ariaLabel;
  expect(labelOf({ event: { target: { ariaLabel: 'Buy' } } })).toBe('Buy');
  const planOf = (event: Event): string => event.user?.account.plan;
  const user: User = { id: 1, account: { plan: 'gold' } };
  expect(planOf({ user })).toBe('gold');
});
