import { DEBUG, debug, getClient, guard, type Integration } from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import { scopesWith } from '../scopes-with.ts';
import { type DatabaseOptions, type FollowedCall, followCall } from './database-call.ts';
import { endCall, followAnswer } from './follow-answer.ts';
import { parameterizeSql } from './parameterize-sql.ts';

/** What Prisma tells of a part of its work. */
interface PrismaWork {
  name: string;
  /** `name`: `User.findMany`. */
  attributes?: { name?: string; method?: string; 'db.query.text'?: string; 'db.system.name'?: string };
}

/** What Prisma asks whoever traces it, in its versions from 4.2 on. */
interface TracingHelper {
  isEnabled(): boolean;
  getTraceParent(): string;
  getActiveContext(): undefined;
  dispatchEngineSpans(): void;
  createEngineSpan(): void;
  runInChildSpan<T>(work: string | PrismaWork, callback: () => T): T;
}

/** Where Prisma's clients look for it, at each of their operations. */
const HOLDER = globalThis as { PRISMA_INSTRUMENTATION?: { helper: TracingHelper } | undefined };
/** An engine of its own is told not to record anything. Source: `disabledTracingHelper` of Prisma's client. */
const NOT_RECORDED = '00-10-10-00';

/**
 * Follows the operations of all Prisma clients (`User.findMany`) and, since Prisma 6, the queries that become of them, through the
 * place where they look for who traces them: the global `PRISMA_INSTRUMENTATION`, which is taken until `close()`. Where
 * somebody else has it, as `@prisma/instrumentation` would, it stays theirs and nothing is followed. No arguments are told.
 * What is followed by `instrumentPrisma` as well shows twice.
 */
export function prismaIntegration(options: DatabaseOptions = {}): Integration {
  return {
    name: 'Prisma',
    setup(client) {
      if (HOLDER.PRISMA_INSTRUMENTATION) {
        if (DEBUG) {
          debug('prismaIntegration: somebody else traces Prisma, so nothing is followed');
        }
        return undefined;
      }
      const own = { helper: createHelper(options, () => getClient() === client) };
      HOLDER.PRISMA_INSTRUMENTATION = own;
      return () => {
        if (HOLDER.PRISMA_INSTRUMENTATION === own) {
          delete HOLDER.PRISMA_INSTRUMENTATION;
        }
      };
    },
  };
}

function createHelper(options: DatabaseOptions, isEnabled: () => boolean): TracingHelper {
  return {
    isEnabled,
    getTraceParent: () => NOT_RECORDED,
    getActiveContext: () => undefined,
    dispatchEngineSpans() {},
    createEngineSpan() {},
    runInChildSpan(work, callback) {
      const call = isEnabled() ? guard(() => follow(work, options)) : undefined;
      if (!call) {
        return callback();
      }
      const { span } = call;
      let answer: ReturnType<typeof callback>;
      try {
        answer = span ? nodeContext().run(scopesWith(span), callback) : callback();
      } catch (error) {
        endCall(call, true);
        throw error;
      }
      return followAnswer(call, answer);
    },
  };
}

function follow(work: string | PrismaWork, options: DatabaseOptions): FollowedCall | undefined {
  const { name, attributes = {} } = typeof work === 'string' ? { name: work } : work;
  const origin = 'auto.db.otel.prisma';
  const { 'db.query.text': query, 'db.system.name': system = 'prisma' } = attributes;
  if (name === 'operation' && attributes.name) {
    const details = { 'db.operation': attributes.method };
    return followCall({ system: 'prisma', origin, statement: attributes.name, attributes: details }, options);
  }
  if (name === 'db_query' && query) {
    const statement = parameterizeSql(query, { doubleQuotedValues: /mysql|mariadb/i.test(system) });
    return followCall({ system, origin, statement }, { ...options, breadcrumbs: false });
  }
  return undefined;
}
