// @vitest-environment jsdom
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { startApp } from '../test-support/start-app.ts';
import { flush, mutationErrorHandler, queryErrorHandler } from './index.ts';

const createClient = (shouldCapture?: (error: unknown) => boolean) =>
  new QueryClient({
    queryCache: new QueryCache({ onError: queryErrorHandler(shouldCapture) }),
    mutationCache: new MutationCache({ onError: mutationErrorHandler(shouldCapture) }),
  });

const fail = async (): Promise<never> => {
  throw new Error('no stock');
};

describe('queryErrorHandler', () => {
  it('reports a query that failed once, with its key, however often it was tried', async () => {
    const { events } = startApp();
    const query = createClient().fetchQuery({ queryKey: ['stock', 7], queryFn: fail, retry: 2, retryDelay: 0 });
    await expect(query).rejects.toThrow('no stock');
    await flush();

    expect(events).toHaveLength(1);
    expect(events[0]?.exception?.values?.[0]).toMatchObject({
      value: 'no stock',
      mechanism: { type: 'auto.react.tanstack_query', handled: true },
    });
    expect(events[0]?.contexts?.tanstack_query).toEqual({ query: ['stock', 7] });
  });

  it('leaves out what it is told to', async () => {
    const { events } = startApp();
    const query = createClient(() => false).fetchQuery({ queryKey: ['stock'], queryFn: fail, retry: false });
    await expect(query).rejects.toThrow('no stock');
    await flush();

    expect(events).toEqual([]);
  });
});

describe('mutationErrorHandler', () => {
  it('reports a mutation that failed, with its key, without its variables', async () => {
    const { events } = startApp();
    const client = createClient();
    const mutation = client.getMutationCache().build<never, Error, string, unknown>(client, {
      mutationKey: ['order'],
      mutationFn: fail,
    });
    await expect(mutation.execute('to 5 Secret Street')).rejects.toThrow('no stock');
    await flush();

    expect(events).toHaveLength(1);
    expect(events[0]?.contexts?.tanstack_mutation).toEqual({ mutation: ['order'] });
    expect(JSON.stringify(events)).not.toContain('Secret Street');
  });
});
