import { Node } from 'ts-morph';
import { isSdk, type Use } from '../source/bindings.ts';
import type { SdkFile } from '../source/sdk-file.ts';
import { isOurs } from './our-names.ts';

/** What to do without a name that we do not have. The first that fits counts. */
const ADVICE: Array<[pattern: RegExp, advice: string]> = [
  [/replay/i, 'Vedette does not record replays.'],
  [/^nodeProfiling/, 'It is in `@vedette/node/profiling`.'],
  [/^feedback.*Integration$/, 'It is in `@vedette/browser/feedback`.'],
  [/^makeBrowserOfflineTransport$/, 'It is in `@vedette/browser/offline`.'],
  [
    /(openai|anthropic|genai|langchain|langgraph|vercelai|mistral|groq|together|mastra|mcp)/i,
    'Vedette does not watch calls of models.',
  ],
  [
    /^(postgres|mysql|mongo|redis|prisma|knex|tedious|kafka|amqplib|genericPool|lruMemoizer|dataloader|firebase|neon|graphql|aws)/,
    'Vedette does not trace it by itself: put `startSpan` around the calls that matter.',
  ],
  [
    /^(hapi|koa|fastify|connect|hono|nest|setup(Hapi|Koa|Fastify|Connect|Hono|Nest))/,
    'Vedette has no integration for this framework: call `captureException` in its error handler.',
  ],
  [/openTelemetry|OpenTelemetry|SentryContextManager|generateInstrumentOnce/, 'There is no OpenTelemetry in Vedette.'],
  [/^anr|Anr/, 'Add `eventLoopBlockIntegration({ threshold })` of `@vedette/node`, which reports the same.'],
  [/^reactRouterV[345]|^withSentryRouting$/, 'Vedette knows React Router 6 and 7.'],
  [/^(Hub|getCurrentHub|makeMain|configureScope|startTransaction|Severity|Integrations|Handlers)$/, 'It went with v8.'],
];

/** Names of the SDK that our package does not export: integrations in a list are taken out, all else is told. */
export function reportAbsent(file: SdkFile): void {
  for (const use of file.uses) {
    const { specifier } = use.binding;
    if (!isOurs(specifier, use.name)) {
      report(file, use, reasonFor(specifier, use.name));
    }
  }
  for (const declaration of file.ast.getExportDeclarations()) {
    const specifier = declaration.getModuleSpecifierValue();
    for (const named of specifier && isSdk(specifier) ? declaration.getNamedExports() : []) {
      if (!isOurs(specifier as string, named.getName())) {
        file.note(named, reasonFor(specifier as string, named.getName()));
      }
    }
  }
}

function report(file: SdkFile, use: Use, reason: string): void {
  const call = use.node.getParent();
  const list = call?.getParent();
  const isIntegration =
    /Integration$/.test(use.name) && Node.isCallExpression(call) && call.getExpression() === use.node;
  if (isIntegration && Node.isArrayLiteralExpression(list)) {
    file.remove(call, `Taken out: ${reason}`);
  } else {
    file.note(use.node, reason);
  }
}

function reasonFor(specifier: string, name: string): string {
  const other = ['@vedette/core', '@vedette/node', '@vedette/browser', '@vedette/react', '@vedette/express'].find(
    (pkg) => isOurs(pkg, name) && pkg !== specifier,
  );
  const advice = ADVICE.find(([pattern]) => pattern.test(name))?.[1];
  if (advice) {
    return advice;
  }
  return other ? `\`${specifier}\` has no \`${name}\`: import it from \`${other}\`.` : `Vedette has no \`${name}\`.`;
}
