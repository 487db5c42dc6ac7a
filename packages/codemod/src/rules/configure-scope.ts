import {
  type ArrowFunction,
  type CallExpression,
  type FunctionExpression,
  type Identifier,
  Node,
  SyntaxKind,
} from 'ts-morph';
import { findReferences, type Use } from '../source/bindings.ts';
import type { SdkFile } from '../source/sdk-file.ts';

/** `configureScope(callback)`: what the callback did to the scope is done to `getCurrentScope()`. */
export function moveConfigureScope(file: SdkFile): void {
  for (const use of file.uses.filter(({ name }) => name === 'configureScope')) {
    const call = use.node.getParent();
    if (!Node.isCallExpression(call) || call.getExpression() !== use.node) {
      file.note(use.node, 'Gone: change `getCurrentScope()` instead.');
      continue;
    }
    moveCall(file, use, call);
  }
}

function moveCall(file: SdkFile, use: Use, call: CallExpression): void {
  const [callback] = call.getArguments();
  const scope = `${file.nameBeside(use, 'getCurrentScope')}()`;
  const statement = call.getParentIfKind(SyntaxKind.ExpressionStatement);
  const name = isFunction(callback) ? callback.getParameters()[0]?.getNameNode() : undefined;
  if (!isFunction(callback) || !Node.isIdentifier(name)) {
    file.replace(call, `(${callback?.getText() ?? ''})(${scope})`);
    return;
  }
  const body = callback.getBody();
  const [only, ...more] = Node.isBlock(body) ? body.getStatements() : [body];
  if (only && more.length === 0 && isOneCall(only)) {
    const text = Node.isExpressionStatement(only) ? only.getExpression() : only;
    file.replace(call, withScopeInPlace(file, text, name, scope));
  } else if (statement && Node.isBlock(body) && !hasReturn(body)) {
    // The block stays as it is, so that what is declared in it stays in it.
    const opening = body.getStart() + 1;
    const line = `${lineBreakBefore(only ?? body)}const ${name.getText()} = ${scope};`;
    file.replaceRange(statement.getStart(), opening, `{${line}`);
    file.replaceRange(body.getEnd(), statement.getEnd(), '');
  } else {
    file.replace(call, `(${callback.getText()})(${scope})`);
  }
}

/** A chain of calls on the scope, or one that is given it. */
function isOneCall(node: Node): boolean {
  return Node.isExpression(node) || Node.isExpressionStatement(node);
}

function withScopeInPlace(file: SdkFile, node: Node, name: Identifier, scope: string): string {
  const start = node.getStart();
  const inside = findReferences(file.ast, name).filter(
    (reference) => reference.getStart() >= start && reference.getEnd() <= node.getEnd(),
  );
  return inside
    .reverse()
    .reduce(
      (text, reference) => text.slice(0, reference.getStart() - start) + scope + text.slice(reference.getEnd() - start),
      node.getText(),
    );
}

function isFunction(node: Node | undefined): node is ArrowFunction | FunctionExpression {
  return (Node.isArrowFunction(node) || Node.isFunctionExpression(node)) && !node.isAsync();
}

function hasReturn(body: Node): boolean {
  return body.getDescendantsOfKind(SyntaxKind.ReturnStatement).length > 0;
}

/** A new line as that of the node begins, or a space when others stand before it in its line. */
function lineBreakBefore(node: Node): string {
  const before = node.getSourceFile().getFullText().slice(0, node.getStart());
  return /\r?\n[ \t]*$/.exec(before)?.[0] ?? ' ';
}
