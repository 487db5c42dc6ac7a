import { type CallExpression, type NewExpression, Node, type ObjectLiteralExpression } from 'ts-morph';
import type { Use } from '../source/bindings.ts';
import type { SdkFile } from '../source/sdk-file.ts';
import { insertBefore, renameProperties, textOfProperty } from './properties.ts';

/** v7's classes, and the functions that make the same. Those that we do not have are reported by `reportAbsent`. */
const FUNCTIONS: Record<string, string> = {
  Anr: 'anrIntegration',
  Apollo: 'graphqlIntegration',
  Breadcrumbs: 'breadcrumbsIntegration',
  BrowserProfilingIntegration: 'browserProfilingIntegration',
  BrowserTracing: 'browserTracingIntegration',
  CaptureConsole: 'captureConsoleIntegration',
  Console: 'consoleIntegration',
  Context: 'nodeContextIntegration',
  ContextLines: 'contextLinesIntegration',
  Dedupe: 'dedupeIntegration',
  Express: 'expressIntegration',
  ExtraErrorData: 'extraErrorDataIntegration',
  Feedback: 'feedbackIntegration',
  FunctionToString: 'functionToStringIntegration',
  GlobalHandlers: 'globalHandlersIntegration',
  GraphQL: 'graphqlIntegration',
  Hapi: 'hapiIntegration',
  Http: 'httpIntegration',
  HttpClient: 'httpClientIntegration',
  HttpContext: 'httpContextIntegration',
  InboundFilters: 'eventFiltersIntegration',
  LinkedErrors: 'linkedErrorsIntegration',
  LocalVariables: 'localVariablesIntegration',
  ModuleMetadata: 'moduleMetadataIntegration',
  Modules: 'modulesIntegration',
  Mongo: 'mongoIntegration',
  Mysql: 'mysqlIntegration',
  OnUncaughtException: 'onUncaughtExceptionIntegration',
  OnUnhandledRejection: 'onUnhandledRejectionIntegration',
  Postgres: 'postgresIntegration',
  Prisma: 'prismaIntegration',
  Replay: 'replayIntegration',
  ReplayCanvas: 'replayCanvasIntegration',
  ReportingObserver: 'reportingObserverIntegration',
  RequestData: 'requestDataIntegration',
  RewriteFrames: 'rewriteFramesIntegration',
  Spotlight: 'spotlightIntegration',
  TryCatch: 'browserApiErrorsIntegration',
  Undici: 'nativeNodeFetchIntegration',
};

const TRACING = /^(browserTracing|reactRouterV[67]BrowserTracing|reactRouterBrowserTracing)Integration$/;

/** Options of v7's `BrowserTracing` under their names of today. */
const TRACING_OPTIONS = {
  tracingOrigins: 'tracePropagationTargets',
  startTransactionOnPageLoad: 'instrumentPageLoad',
  startTransactionOnLocationChange: 'instrumentNavigation',
  markBackgroundTransactions: 'markBackgroundSpan',
  markBackgroundTransaction: 'markBackgroundSpan',
  beforeNavigate: 'beforeStartSpan',
};

/** What v7's `reactRouterV6Instrumentation` was given, in this order. */
const ROUTER_HOOKS = ['useEffect', 'useLocation', 'useNavigationType', 'createRoutesFromChildren', 'matchRoutes'];

/** `new Sentry.Integrations.X()` and `new X()` are functions; the options of tracing moved. */
export function moveIntegrations(file: SdkFile): void {
  for (const use of file.uses) {
    const parent = use.node.getParent();
    if (use.name === 'Integrations' && Node.isPropertyAccessExpression(parent)) {
      moveClass(file, use, parent, parent.getName());
    } else if (Object.hasOwn(FUNCTIONS, use.name) && Node.isNewExpression(parent)) {
      moveClass(file, use, use.node, use.name);
    } else if (use.name === 'autoDiscoverNodePerformanceMonitoringIntegrations') {
      takeOutDiscovered(file, use);
    } else if (TRACING.test(use.name) && Node.isCallExpression(parent) && parent.getExpression() === use.node) {
      moveTracingOptions(file, use, parent);
    }
  }
}

function moveClass(file: SdkFile, use: Use, named: Node, className: string): void {
  const made = named.getParent();
  const target = Object.hasOwn(FUNCTIONS, className) ? FUNCTIONS[className] : undefined;
  if (!Node.isNewExpression(made) || !target) {
    const why = 'Integrations are functions now; there is none in the place of this class.';
    file.note(named, target ? `Now a function: \`${target}()\`.` : why);
    return;
  }
  const isOfRequests = className === 'Http' || className === 'Express';
  const { given, lost } = isOfRequests ? optionsOfRequests(made) : { given: textOfArguments(made.getArguments()) };
  file.replace(made, `${file.nameBeside(use, target)}(${given})`, lost);
}

/** v7 asked for tracing here, and for what to trace: it is on when there is a rate. The rest of what it took is told. */
function optionsOfRequests(made: NewExpression): { given: string; lost?: string } {
  const [options] = made.getArguments();
  const properties = Node.isObjectLiteralExpression(options) ? options.getProperties() : [];
  const nameOf = (property: Node): string => (Node.hasName(property) ? property.getName() : property.getText());
  const others = properties.filter((property) => !/^(tracing|app|router|methods)$/.test(nameOf(property)));
  const kept = others.filter((property) => nameOf(property) === 'breadcrumbs');
  const lost = others.filter((property) => !kept.includes(property)).map((property) => `\`${nameOf(property)}\``);
  if (options && !Node.isObjectLiteralExpression(options)) {
    lost.push(`\`${options.getText()}\``);
  }
  return {
    given: kept.length > 0 ? `{ ${kept.map((property) => property.getText()).join(', ')} }` : '',
    lost: lost.length > 0 ? `Its options have changed, these are lost: ${lost.join(', ')}.` : undefined,
  };
}

function textOfArguments(nodes: Node[]): string {
  const [first] = nodes;
  const last = nodes.at(-1);
  return first && last ? first.getSourceFile().getFullText().slice(first.getStart(), last.getEnd()) : '';
}

function takeOutDiscovered(file: SdkFile, use: Use): void {
  const call = use.node.getParentOrThrow();
  const element = Node.isSpreadElement(call.getParent()) ? call.getParentOrThrow() : call;
  file.remove(element, 'Taken out: with tracing on, what Vedette can trace by itself is among the defaults.');
}

function moveTracingOptions(file: SdkFile, use: Use, call: CallExpression): void {
  const [options] = call.getArguments();
  if (!Node.isObjectLiteralExpression(options)) {
    return;
  }
  renameProperties(file, options, TRACING_OPTIONS);
  const before = options.getProperty('beforeNavigate');
  if (before) {
    file.note(before, 'Now `beforeStartSpan`: it is given the options of the span, and must return them.');
  }
  const targets = options.getProperty('tracePropagationTargets');
  if (targets) {
    moveTargets(file, call, options, targets);
  }
  const routing = options.getProperty('routingInstrumentation');
  const instrumentation = Node.isPropertyAssignment(routing) ? routing.getInitializer() : undefined;
  const router = instrumentation && /reactRouterV([67])Instrumentation$/.exec(calleeText(instrumentation));
  if (routing && router && Node.isCallExpression(instrumentation)) {
    const hooks = instrumentation.getArguments().map((hook, place) => {
      const name = ROUTER_HOOKS[place] as string;
      return hook.getText() === name ? name : `${name}: ${hook.getText()}`;
    });
    file.replace(routing, hooks.join(', '));
    file.replace(use.node, file.nameBeside(use, `reactRouterV${router[1]}BrowserTracingIntegration`));
  } else if (routing) {
    file.note(routing, 'Gone: take the tracing integration of your router, or `startBrowserTracingNavigationSpan`.');
  }
}

/** Which requests get trace headers is said once for all of `init`. */
function moveTargets(file: SdkFile, call: CallExpression, options: ObjectLiteralExpression, targets: Node): void {
  const list = call.getParent();
  const property = list?.getParent();
  const init = property?.getParent();
  const value = textOfProperty(options, 'tracePropagationTargets');
  if (!value || !Node.isPropertyAssignment(property) || !Node.isObjectLiteralExpression(init)) {
    file.note(targets, 'Move it to the options of `init`.');
    return;
  }
  if (options.getProperties().length === 1) {
    file.replace(options, '');
  } else {
    file.remove(targets);
  }
  if (!init.getProperty('tracePropagationTargets')) {
    insertBefore(file, property, `tracePropagationTargets: ${value}`);
  }
}

function calleeText(node: Node): string {
  return Node.isCallExpression(node) ? node.getExpression().getText() : '';
}
