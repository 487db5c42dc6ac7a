import {
  getActiveSpan,
  getClient,
  getRootSpan,
  type Integration,
  type Span,
  spanToJSON,
  startInactiveSpan,
  undoAll,
} from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import { type FollowedOperation, hearOperations } from './hear-operations.ts';

export interface GraphqlOptions {
  /** No spans of resolvers. @default true */
  ignoreResolveSpans?: boolean;
  /** No spans of resolvers that only read a property. @default true */
  ignoreTrivialResolveSpans?: boolean;
  /** Names the request's span by what is asked in it: `POST /graphql (query GetUser)`. @default true */
  useOperationNameForRootSpan?: boolean;
}

interface Execution {
  operationName?: string;
  operationType?: string;
}

interface Resolving {
  fieldName: string;
  parentType: string;
  fieldPath?: string;
  isDefaultResolver?: boolean;
}

/** Operations named on one request's span. Source: Sentry's SDK. */
const MAX_NAMED = 5;

/** Operations of each root span, whose name was this before. */
const askedIn = new WeakMap<Span, { name: string; operations: string[] }>();

/**
 * Follows GraphQL operations through the channels of graphql since its version 17: parsing, validation and execution below
 * the active span. Neither documents nor variables are told.
 */
export function graphqlIntegration({
  ignoreResolveSpans = true,
  ignoreTrivialResolveSpans = true,
  useOperationNameForRootSpan = true,
}: GraphqlOptions = {}): Integration {
  return {
    name: 'Graphql',
    setup(client) {
      const follow = (
        name: string,
        attributes: Record<string, string | undefined> = {},
      ): FollowedOperation | undefined =>
        getClient() === client && getActiveSpan()?.isRecording() ? start(name, attributes) : undefined;
      const execute = ({ operationType, operationName }: Execution): FollowedOperation | undefined => {
        const name = [operationType, operationName].filter(Boolean).join(' ') || 'graphql.execute';
        const root = getActiveSpan();
        const followed = follow(name, {
          'graphql.operation.type': operationType,
          'graphql.operation.name': operationName,
        });
        if (followed && root && useOperationNameForRootSpan) {
          nameRoot(getRootSpan(root), name);
        }
        return followed;
      };
      const stops = [
        hearOperations('graphql:parse', () => follow('graphql.parse'), { isSync: true }),
        hearOperations('graphql:validate', () => follow('graphql.validate'), { isSync: true }),
        hearOperations<Execution>('graphql:execute', execute, { isSync: true, nests: true }),
        hearOperations<Execution>('graphql:subscribe', execute, { isSync: true, nests: true }),
        ...(ignoreResolveSpans
          ? []
          : [
              hearOperations<Resolving>(
                'graphql:resolve',
                ({ fieldName, parentType, fieldPath, isDefaultResolver }) =>
                  isDefaultResolver && ignoreTrivialResolveSpans
                    ? undefined
                    : follow(`graphql.resolve ${parentType}.${fieldName}`, { 'graphql.field.path': fieldPath }),
                { isSync: true, nests: true },
              ),
            ]),
      ];
      return undoAll(stops);
    },
  };
}

function start(name: string, attributes: Record<string, string | undefined>): FollowedOperation {
  const span = startInactiveSpan({
    name,
    op: 'graphql',
    attributes: { 'sentry.origin': 'auto.graphql.otel.graphql', ...attributes },
  });
  const fail = (): void => void span.setStatus({ code: 2, message: 'internal_error' });
  return {
    span,
    scopes: nodeContext().get(),
    failed: fail,
    ended(result) {
      // Errors of resolvers come as an ordinary answer.
      if (((result as { errors?: unknown[] } | undefined)?.errors?.length ?? 0) > 0) {
        fail();
      }
      span.end();
    },
  };
}

function nameRoot(root: Span, operation: string): void {
  const { description = '', op, data } = spanToJSON(root);
  // A name the host has chosen stays.
  if (op !== 'http.server' || (data['sentry.source'] === 'custom' && !askedIn.has(root))) {
    return;
  }
  const { name, operations } = askedIn.get(root) ?? { name: description, operations: [] };
  operations.push(operation);
  askedIn.set(root, { name, operations });
  const more = operations.length - MAX_NAMED;
  const told = operations.slice(0, MAX_NAMED).join(', ') + (more > 0 ? `, +${more}` : '');
  root.updateName(`${name} (${told})`).setAttribute('sentry.source', 'route');
}
