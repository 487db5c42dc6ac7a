import { getClient, guard } from '@vedette/core';
import { type DatabaseOptions, followCall } from './database-call.ts';
import { followAnswer } from './follow-answer.ts';

interface PrismaOperation {
  model?: string;
  operation: string;
  args: unknown;
  query(args: unknown): Promise<unknown>;
}

/** The part of a `PrismaClient` that is used, since its version 4.16. */
interface PrismaLike {
  $extends(extension: object): unknown;
}

/**
 * A Prisma client that is followed, made of another by `$extends`: `const prisma = instrumentPrisma(new PrismaClient())`.
 * Told are the model and the operation (`User.findMany`), nothing of its arguments. What is no Prisma client comes back as
 * it is.
 */
export function instrumentPrisma<T extends object>(prisma: T, options: DatabaseOptions = {}): T {
  const extension = {
    name: 'vedette',
    query: {
      $allOperations({ model, operation, args, query }: PrismaOperation): Promise<unknown> {
        const call = guard(() =>
          getClient()?.isEnabled()
            ? followCall(
                {
                  system: 'prisma',
                  origin: 'auto.db.otel.prisma',
                  statement: model === undefined ? operation : `${model}.${operation}`,
                  attributes: { 'db.operation': operation },
                },
                options,
              )
            : undefined,
        );
        const answer = query(args);
        return call ? followAnswer(call, answer) : answer;
      },
    },
  };
  const { $extends } = prisma as T & PrismaLike;
  return typeof $extends === 'function' ? ($extends.call(prisma, extension) as T) : prisma;
}
