import { type CallExpression, type Identifier, Node } from 'ts-morph';
import { findReferences, type Use } from '../source/bindings.ts';
import type { SdkFile } from '../source/sdk-file.ts';

/** Methods of v7's hub that are functions of the same name and arguments. */
const SAME = new Set([
  'addBreadcrumb',
  'captureEvent',
  'captureException',
  'captureMessage',
  'captureSession',
  'configureScope',
  'endSession',
  'getClient',
  'getIsolationScope',
  'lastEventId',
  'setContext',
  'setExtra',
  'setExtras',
  'setTag',
  'setTags',
  'setUser',
  'startSession',
  'startTransaction',
  'withScope',
]);

/** Those with another name. */
const RENAMED: Record<string, string> = { getScope: 'getCurrentScope', bindClient: 'setCurrentClient' };

const GONE = 'There is no hub. Scopes take its place: `withScope`, `withIsolationScope`, `getCurrentScope`.';

/** `getCurrentHub()` and what is called on it, also through a variable. */
export function moveHub(file: SdkFile): void {
  for (const use of file.uses) {
    if (use.name === 'getCurrentHub') {
      const call = use.node.getParent();
      if (Node.isCallExpression(call) && call.getExpression() === use.node) {
        moveHubValue(file, use, call);
      } else {
        file.note(use.node, GONE);
      }
    } else if (/^(Hub|makeMain|getHubFromCarrier|runWithAsyncContext)$/.test(use.name)) {
      file.note(use.node, GONE);
    }
  }
}

function moveHubValue(file: SdkFile, use: Use, hub: CallExpression): void {
  const holder = hub.getParent();
  const name = Node.isVariableDeclaration(holder) ? holder.getNameNode() : undefined;
  if (!Node.isVariableDeclaration(holder) || !Node.isIdentifier(name)) {
    moveMember(file, use, hub);
    return;
  }
  const references = findReferences(file.ast, name as Identifier);
  if (references.length === 0) {
    const statement = holder.getVariableStatement();
    file.remove(statement && statement.getDeclarations().length === 1 ? statement : holder);
    return;
  }
  for (const reference of references) {
    moveMember(file, use, reference);
  }
}

function moveMember(file: SdkFile, use: Use, hub: Node): void {
  const member = hub.getParent();
  const name = Node.isPropertyAccessExpression(member) && member.getExpression() === hub ? member.getName() : undefined;
  if (!name) {
    file.note(hub, GONE);
    return;
  }
  const target = SAME.has(name) ? name : Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
  if (target) {
    file.replace(member as Node, file.nameBeside(use, target));
  } else if (name === 'getIntegration') {
    moveGetIntegration(file, use, (member as Node).getParent());
  } else {
    file.note(member as Node, GONE);
  }
}

/** Integrations are asked for by name: the class of v7 was named as its integration is. */
function moveGetIntegration(file: SdkFile, use: Use, call: Node | undefined): void {
  const [integration] = Node.isCallExpression(call) ? call.getArguments() : [];
  const name = integration?.getText().split('.').pop();
  if (call && name && /^[A-Z]\w*$/.test(name)) {
    file.replace(call, `${file.nameBeside(use, 'getClient')}()?.getIntegrationByName('${name}')`);
  } else if (call) {
    file.note(call, 'Ask for it by its name: `getClient()?.getIntegrationByName(name)`.');
  }
}
