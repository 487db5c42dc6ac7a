import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, getIsolationScope, init, instrumentPrisma, startSpan } from '../index.ts';

let backend: Backend;
let client: Client | undefined;

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
  client = init({ dsn: backend.dsn, tracesSampleRate: 1 });
});

afterEach(async () => {
  await client?.close(1000);
  await backend.close();
});

interface Operation {
  model?: string;
  operation: string;
  args: unknown;
  query(args: unknown): Promise<unknown>;
}

/**
 * As much of a generated client as its documentation promises of `$extends`: each operation passes `$allOperations`. A real
 * one needs an engine that is made for one schema.
 */
function prismaDouble(around = ({ args, query }: Operation): Promise<unknown> => query(args)) {
  const pass = (model: string | undefined, operation: string) => (args: { fails?: boolean }) =>
    around({
      model,
      operation,
      args,
      query: async (given) => {
        if (args.fails) {
          throw new Error('declined');
        }
        return given;
      },
    });
  return {
    user: { findMany: pass('User', 'findMany') },
    $queryRaw: pass(undefined, '$queryRaw'),
    $extends: (extension: { query: { $allOperations: typeof around } }) => prismaDouble(extension.query.$allOperations),
  };
}

test('tells model and operation, nothing of the arguments, and hands answers and errors through', async () => {
  const prisma = instrumentPrisma(prismaDouble());
  await startSpan({ name: 'work' }, async () => {
    expect(await prisma.user.findMany({ where: { name: 'secret' } } as object)).toEqual({ where: { name: 'secret' } });
    await prisma.$queryRaw({});
    await expect(prisma.user.findMany({ fails: true })).rejects.toThrow('declined');
  });
  const { spans = [] } = await backend.waitFor((b) => b.transactions()[0]);
  expect(spans.map(({ op, origin, description, status }) => [op, origin, description, status])).toEqual([
    ['db', 'auto.db.otel.prisma', 'User.findMany', undefined],
    ['db', 'auto.db.otel.prisma', '$queryRaw', undefined],
    ['db', 'auto.db.otel.prisma', 'User.findMany', 'internal_error'],
  ]);
  expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
});

test('hands back what is no Prisma client', () => {
  const other = {};
  expect(instrumentPrisma(other)).toBe(other);
});
