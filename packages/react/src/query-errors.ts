import { captureException } from '@vedette/browser';

/** What of a query of TanStack Query is told. */
interface Query {
  queryKey?: unknown;
}
/** The same of a mutation. */
interface Mutation {
  options?: { mutationKey?: unknown };
}

/**
 * `onError` for TanStack Query's `QueryCache` and `MutationCache`, which hear of each failure once, when it was tried for
 * the last time: reports it with the key of the query. `shouldCapture` may leave some out (`(error) => !isOffline(error)`).
 *
 *     new QueryClient({
 *       queryCache: new QueryCache({ onError: queryErrorHandler() }),
 *       mutationCache: new MutationCache({ onError: mutationErrorHandler() }),
 *     });
 */
export function queryErrorHandler(shouldCapture: ShouldCapture = () => true): (error: unknown, query: Query) => void {
  return (error, query) => report('query', error, query.queryKey, shouldCapture);
}

/** The same for mutations, whose variables are not sent. */
export function mutationErrorHandler(
  shouldCapture: ShouldCapture = () => true,
): (error: unknown, variables: unknown, context: unknown, mutation: Mutation) => void {
  return (error, _variables, _context, mutation) =>
    report('mutation', error, mutation?.options?.mutationKey, shouldCapture);
}

type ShouldCapture = (error: unknown) => boolean;

function report(kind: 'query' | 'mutation', error: unknown, key: unknown, shouldCapture: ShouldCapture): void {
  if (shouldCapture(error)) {
    captureException(error, {
      mechanism: { type: `auto.react.tanstack_${kind}`, handled: true },
      // Not called a key: values of that name are taken for secrets.
      captureContext: { contexts: { [`tanstack_${kind}`]: { [kind]: key } } },
    });
  }
}
