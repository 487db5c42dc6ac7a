import { Node } from 'ts-morph';
import type { Use } from '../source/bindings.ts';
import type { SdkFile } from '../source/sdk-file.ts';
import { isOurs } from './our-names.ts';
import { renameProperties } from './properties.ts';

/** Names that went with v8, v9, v10 or v11, and what does the same. */
const NAMES: Record<string, string> = {
  addGlobalEventProcessor: 'addEventProcessor',
  BaseClient: 'Client',
  captureUserFeedback: 'captureFeedback',
  getActiveTransaction: 'getActiveSpan',
  hasTracingEnabled: 'hasSpansEnabled',
  inboundFiltersIntegration: 'eventFiltersIntegration',
  makeXHRTransport: 'makeFetchTransport',
  processThreadBreadcrumbIntegration: 'childProcessIntegration',
  spanStatusfromHttpCode: 'getSpanStatusFromHttpCode',
  startActiveSpan: 'startSpan',
  trace: 'startSpan',
  Transaction: 'Span',
};

/** v7's and v8's metrics, and what their methods are called since v10; all of them had `tags`. */
const METRICS: Record<string, string> = {
  increment: 'count',
  distribution: 'distribution',
  gauge: 'gauge',
  set: '',
  timing: '',
};

/** Names that were changed without anything else. */
export function moveRenamed(file: SdkFile): void {
  for (const use of file.uses) {
    const target = Object.hasOwn(NAMES, use.name) ? NAMES[use.name] : undefined;
    const parent = use.node.getParent();
    if (target && isOurs(use.binding.specifier, target)) {
      moveFeedback(file, use);
      const name = file.nameBeside(use, target);
      const isShorthand = Node.isShorthandPropertyAssignment(parent);
      file.replace(use.node, isShorthand ? `${use.node.getText()}: ${name}` : name);
    } else if (use.name === 'metrics' && Node.isPropertyAccessExpression(parent)) {
      moveMetric(file, parent.getName(), parent.getNameNode());
    } else if (use.name === 'defaultIntegrations' && !Node.isPropertyAssignment(parent)) {
      file.replace(use.node, `${file.nameBeside(use, 'getDefaultIntegrations')}({})`);
    }
  }
}

function moveMetric(file: SdkFile, name: string, node: Node): void {
  if (!Object.hasOwn(METRICS, name)) {
    return;
  }
  const target = METRICS[name];
  if (target) {
    file.replace(node, target);
    const call = node.getParentOrThrow().getParent();
    const options = Node.isCallExpression(call) ? call.getArguments()[2] : undefined;
    if (Node.isObjectLiteralExpression(options)) {
      renameProperties(file, options, { tags: 'attributes' });
    }
  } else {
    file.note(
      node.getParentOrThrow(),
      'Gone: use `metrics.distribution(name, value, { unit, attributes })`, or `gauge`.',
    );
  }
}

function moveFeedback(file: SdkFile, use: Use): void {
  const call = use.node.getParent();
  const [feedback] = use.name === 'captureUserFeedback' && Node.isCallExpression(call) ? call.getArguments() : [];
  if (Node.isObjectLiteralExpression(feedback)) {
    renameProperties(file, feedback, { comments: 'message', event_id: 'associatedEventId' });
  } else if (feedback) {
    file.note(
      feedback,
      'Its fields are `message` (was `comments`), `associatedEventId` (was `event_id`), `name`, `email`.',
    );
  }
}
