import { Node, type ObjectLiteralExpression } from 'ts-morph';
import type { SdkFile } from '../source/sdk-file.ts';
import { isOfServers, isOurOption } from './our-names.ts';
import { renameProperties, textOfProperty } from './properties.ts';
import { moveSampler } from './sampler.ts';

/** Options that have another name. */
const RENAMED = {
  tracingOrigins: 'tracePropagationTargets',
  whitelistUrls: 'allowUrls',
  blacklistUrls: 'denyUrls',
};

/** Options that nothing takes the place of, by the beginning of their name, and why. The longest that fits counts. */
const GONE: Array<[start: string, why: string]> = [
  ['replays', 'Vedette does not record replays.'],
  ['skipOpenTelemetrySetup', 'there is no OpenTelemetry in it.'],
  ['openTelemetry', 'there is no OpenTelemetry in it.'],
  ['enableOpenTelemetrySetup', 'there is no OpenTelemetry in it.'],
  ['registerEsmLoaderHooks', 'ESM is not loaded through hooks.'],
  ['enableRuntimeChannelInjection', 'nothing is injected.'],
  ['disableInstrumentationWarnings', 'there are no such warnings.'],
  ['maxSpanWaitDuration', 'a transaction is sent when its root ends.'],
  ['clientReportFlushInterval', 'what was dropped is told with the next envelope and on flush.'],
  ['spotlight', 'the receiver shows what arrives: `npx @vedette/receiver`.'],
  ['autoInstrument', 'Vedette has no package for this framework.'],
  ['instrumenter', 'spans are always its own.'],
  ['hideSourceMaps', 'it is an option of the build of Next.js.'],
  ['cdnBaseUrl', 'nothing is loaded later.'],
  ['streamGenAiSpans', 'Vedette does not watch calls of models.'],
  ['metricsAggregator', '`metrics` sends by itself.'],
];

const SESSIONS_OFF =
  'Taken out: sessions end with an integration. To have none: `integrations: (defaults) => defaults.filter(({ name }) => !/Session$/.test(name))`.';

const REQUEST_SESSIONS_OFF =
  'Requests are counted as sessions by another one: add `httpIntegration({ trackIncomingRequestsAsSessions: false })` to the integrations.';

const WITHOUT_SESSIONS = 'integrations: (defaults) => defaults.filter(({ name }) => !/Session$/.test(name))';

/** What is given to `init`, also when it stands in a variable or has the type of its options. */
export function moveInitOptions(file: SdkFile): void {
  for (const [options, specifier] of initObjects(file)) {
    renameProperties(file, options, RENAMED);
    moveEnableTracing(file, options);
    moveSessions(file, options, specifier);
    moveSampler(file, options);
    for (const property of options.getProperties()) {
      if (Node.isSpreadAssignment(property)) {
        continue;
      }
      const name = property.getName();
      const handled = Object.hasOwn(RENAMED, name) || name === 'enableTracing' || name === 'autoSessionTracking';
      const why = GONE.find(([start]) => name.startsWith(start))?.[1];
      if (handled || isOurOption(specifier, name)) {
        continue;
      }
      if (why) {
        file.remove(property, `Taken out: ${why}`);
      } else {
        file.note(property, 'Vedette has no such option.');
      }
    }
  }
}

/** With the package whose `init` they are for. */
function initObjects(file: SdkFile): Map<ObjectLiteralExpression, string> {
  const found = new Map<ObjectLiteralExpression, string>();
  const add = (node: Node | undefined, specifier: string) => {
    const bare = Node.isSatisfiesExpression(node) || Node.isAsExpression(node) ? node.getExpression() : node;
    if (Node.isObjectLiteralExpression(bare)) {
      found.set(bare, specifier);
    }
  };
  for (const { name, node, binding } of file.uses) {
    const parent = node.getParent();
    const { specifier } = binding;
    if (name === 'init' && Node.isCallExpression(parent)) {
      const [options] = parent.getArguments();
      const declaration = Node.isIdentifier(options) ? options.getSymbol()?.getDeclarations()[0] : undefined;
      add(Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : options, specifier);
    } else if (/^(Browser|Node)Options$/.test(name) && Node.isTypeReference(parent)) {
      const typed = parent.getParent();
      add(Node.isVariableDeclaration(typed) ? typed.getInitializer() : typed, specifier);
      const returning = Node.isArrowFunction(typed) ? typed.getBody() : undefined;
      add(Node.isParenthesizedExpression(returning) ? returning.getExpression() : returning, specifier);
    }
  }
  return found;
}

/** A rate switches tracing on. */
function moveEnableTracing(file: SdkFile, options: ObjectLiteralExpression): void {
  const property = options.getProperty('enableTracing');
  if (!property) {
    return;
  }
  const value = textOfProperty(options, 'enableTracing');
  const hasRate = options.getProperty('tracesSampleRate') ?? options.getProperty('tracesSampler');
  if (value === 'true' && !hasRate) {
    file.replace(property, 'tracesSampleRate: 1');
  } else if (value === 'true' || (value === 'false' && !hasRate)) {
    file.remove(property);
  } else {
    file.note(property, 'Gone: tracing is on when there is `tracesSampleRate` or `tracesSampler`, and off without.');
  }
}

function moveSessions(file: SdkFile, options: ObjectLiteralExpression, specifier: string): void {
  const property = options.getProperty('autoSessionTracking');
  if (!property) {
    return;
  }
  const value = textOfProperty(options, 'autoSessionTracking');
  const ofRequests = isOfServers(specifier) ? REQUEST_SESSIONS_OFF : undefined;
  if (value === 'false' && !options.getProperty('integrations')) {
    file.replace(property, WITHOUT_SESSIONS, ofRequests);
  } else {
    file.remove(property, value === 'true' ? undefined : [SESSIONS_OFF, ofRequests].filter(Boolean).join(' '));
  }
}
