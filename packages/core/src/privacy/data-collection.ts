import { collectsUserInfo } from '../lib/collects-user-info.ts';
import type { Client, ClientOptions } from '../types/client.ts';
import type { CollectBehavior, DataCollection, ResolvedDataCollection } from '../types/data-collection.ts';

type Given = Pick<ClientOptions, 'dataCollection' | 'sendDefaultPii'>;

/** By name all but what tells who somebody is: the same names that the scrubber looks for in texts. */
const IMPERSONAL: CollectBehavior = { deny: ['forwarded', '-ip', 'remote-', 'via', '-user'] };

/**
 * What may be collected, with every default filled in. Without `dataCollection` it is `sendDefaultPii` that decides between
 * little and all; with one, `sendDefaultPii` is ignored and what the object leaves open is collected. Where the sources
 * disagree about cookies (none, or by name all but personal ones), none. Source: sdk-behaviour, "Data collection".
 */
export function resolveDataCollection(options: Given): ResolvedDataCollection {
  const { dataCollection, sendDefaultPii } = options;
  const given: DataCollection = dataCollection || {};
  const isOpen = !!(dataCollection || sendDefaultPii);
  const { httpHeaders, genAI, mcp, graphQL, frameContextLines: lines } = given;
  const keyed = isOpen || IMPERSONAL;
  return {
    userInfo: !!collectsUserInfo(options),
    cookies: given.cookies ?? isOpen,
    httpHeaders: isBehavior(httpHeaders)
      ? { request: httpHeaders, response: httpHeaders }
      : { request: httpHeaders?.request ?? keyed, response: httpHeaders?.response ?? keyed },
    httpBodies:
      given.httpBodies ??
      (isOpen ? ['incomingRequest', 'outgoingRequest', 'incomingResponse', 'outgoingResponse'] : []),
    queryParams: given.queryParams ?? given.urlQueryParams ?? keyed,
    genAI: { inputs: genAI?.inputs ?? isOpen, outputs: genAI?.outputs ?? isOpen },
    mcp: { inputs: mcp?.inputs ?? isOpen, outputs: mcp?.outputs ?? isOpen },
    graphQL: { document: graphQL?.document ?? isOpen, variables: graphQL?.variables ?? isOpen },
    databaseQueryData: given.databaseQueryData ?? isOpen,
    queues: given.queues ?? isOpen,
    stackFrameVariables: given.stackFrameVariables ?? true,
    frameContextLines: typeof lines === 'number' && lines >= 0 ? lines : dataCollection ? 5 : 7,
  };
}

/** What a client may collect; the same object each time. */
export function getDataCollectionOptions(client: Client): ResolvedDataCollection {
  let resolved = resolvedOf.get(client);
  if (!resolved) {
    resolvedOf.set(client, (resolved = resolveDataCollection(client.getOptions())));
  }
  return resolved;
}

const resolvedOf = /* @__PURE__ */ new WeakMap<Client, ResolvedDataCollection>();

/** Whether the value under this key is collected; whether it is a secret is another question. */
export function isCollected(behavior: CollectBehavior, key: string): boolean {
  if (!isList(behavior)) {
    return behavior === true;
  }
  const { allow, deny } = behavior as { allow?: string[]; deny?: string[] };
  const named = [allow ?? deny].flat().some((term) => key.toLowerCase().includes(String(term).toLowerCase()));
  return named === !!allow;
}

function isBehavior(value: unknown): value is CollectBehavior {
  return typeof value === 'boolean' || isList(value);
}

function isList(value: unknown): boolean {
  return !!((value as { allow?: unknown })?.allow ?? (value as { deny?: unknown })?.deny);
}
