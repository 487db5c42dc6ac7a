import { type CallExpression, type Identifier, Node, type ObjectLiteralExpression } from 'ts-morph';
import type { Use } from '../source/bindings.ts';
import type { SdkFile } from '../source/sdk-file.ts';
import { renameProperties } from './properties.ts';

/** Functions that give a span. */
const GIVES_SPAN = /^(startTransaction|startInactiveSpan|getActiveSpan|getRootSpan|getActiveTransaction)$/;
/** Functions that hand a span to a callback. */
const HANDS_SPAN = /^(startSpan|startSpanManual|startActiveSpan|trace)$/;
const STARTS = /^(startTransaction|startInactiveSpan|startSpan|startSpanManual|startActiveSpan|trace)$/;

/** Methods of v7's spans with the same arguments under another name. */
const METHODS: Record<string, string> = {
  finish: 'end',
  setTag: 'setAttribute',
  setData: 'setAttribute',
  setName: 'updateName',
};

/** What went from v7's spans, and what to do. */
const GONE: Record<string, string> = {
  setMeasurement: 'Gone from spans: `setMeasurement(name, value, unit)` sets it on the active one.',
  toContext: 'Gone: `spanToJSON(span)` tells what a span holds.',
  updateWithContext: 'Gone: set attributes, name and status one by one.',
  getTraceContext: 'Gone: `spanToJSON(span)` tells what a span holds.',
  setHttpStatus: 'Now a function: `setHttpStatus(span, code)`.',
  startChild: 'Now `startInactiveSpan({ parentSpan: span, ... })`, or `startSpan` with a callback.',
  setStatus: 'The status is an object: `{ code: 1 }` for ok, `{ code: 2, message }` for an error.',
  tags: 'Attributes take the place of tags: `spanToJSON(span).data`.',
  data: 'Now `spanToJSON(span).data`.',
  description: 'Now `spanToJSON(span).description`.',
  op: 'Now `spanToJSON(span).op`.',
  status: 'Now `spanToJSON(span).status`.',
  sampled: 'Now `span.isRecording()`.',
  transaction: 'Now `getRootSpan(span)`.',
};

/** v7's transactions and spans: how they are started, and what is called on them. */
export function moveSpans(file: SdkFile): void {
  for (const use of file.uses) {
    const call = use.node.getParent();
    if (Node.isCallExpression(call) && call.getExpression() === use.node && STARTS.test(use.name)) {
      moveStart(file, use, call);
    }
  }
  file.ast.forEachDescendant((node) => {
    if (Node.isPropertyAccessExpression(node)) {
      const use = useThatGives(file, node.getExpression());
      if (use) {
        moveMember(file, use, node.getExpression(), node.getName(), node);
      }
      if (node.getName() === 'getTransaction' && /getCurrentScope\(\)$/.test(node.getExpression().getText())) {
        const scopeUse = file.uses.find(
          ({ name, node: used }) => name === 'getCurrentScope' && node.containsRange(used.getPos(), used.getEnd()),
        );
        if (scopeUse && Node.isCallExpression(node.getParent())) {
          file.replace(node, file.nameBeside(scopeUse, 'getActiveSpan'));
        }
      }
    }
  });
}

function moveStart(file: SdkFile, use: Use, call: CallExpression): void {
  const [options, ...more] = call.getArguments();
  if (Node.isObjectLiteralExpression(options)) {
    renameProperties(file, options, { data: 'attributes', startTimestamp: 'startTime', description: 'name' });
    noteProperties(file, options);
  }
  if (use.name !== 'startTransaction') {
    return;
  }
  if (Node.isObjectLiteralExpression(options)) {
    appendProperty(file, options, 'forceTransaction: true');
  } else if (options) {
    file.replace(options, `{ ...${options.getText()}, forceTransaction: true }`);
  }
  if (more[0] && options) {
    file.replaceRange(options.getEnd(), more.at(-1)?.getEnd() ?? options.getEnd(), '');
  }
  file.replace(
    use.node,
    file.nameBeside(use, 'startInactiveSpan'),
    'A transaction is a span without a parent. It is not the active one: `startSpan(options, callback)` makes one that is.',
  );
}

function noteProperties(file: SdkFile, options: ObjectLiteralExpression): void {
  for (const name of ['tags', 'status', 'traceId', 'parentSpanId', 'parentSampled', 'origin', 'metadata']) {
    const property = options.getProperty(name);
    if (property) {
      file.note(property, 'Spans do not take it: use `attributes`, `setStatus`, or `continueTrace` around the start.');
    }
  }
}

function moveMember(file: SdkFile, use: Use, span: Node, name: string, member: Node): void {
  const call = member.getParent();
  const isCalled = Node.isCallExpression(call) && call.getExpression() === member;
  const isOptional = Node.isPropertyAccessExpression(member) && member.hasQuestionDotToken();
  const [argument] = isCalled ? call.getArguments() : [];
  if (isCalled && METHODS[name] && Node.isPropertyAccessExpression(member)) {
    file.replace(member.getNameNode(), METHODS[name]);
  } else if (isCalled && name === 'setStatus' && Node.isStringLiteral(argument)) {
    const isOk = argument.getLiteralValue() === 'ok';
    file.replace(argument, isOk ? '{ code: 1 }' : `{ code: 2, message: ${argument.getText()} }`);
  } else if (isCalled && name === 'setStatus' && !Node.isIdentifier(argument)) {
    // An object already, as since v8.
  } else if (isCalled && name === 'setHttpStatus' && argument && !isOptional) {
    file.replace(call, `${file.nameBeside(use, 'setHttpStatus')}(${span.getText()}, ${argument.getText()})`);
  } else if (isCalled && name === 'startChild' && !isOptional) {
    moveStartChild(file, use, span, call, argument);
  } else if (isCalled && name === 'toTraceparent' && !isOptional) {
    file.replace(call, `${file.nameBeside(use, 'spanToTraceHeader')}(${span.getText()})`);
  } else if ((name === 'traceId' || name === 'spanId') && !isCalled && Node.isPropertyAccessExpression(member)) {
    file.replace(member.getNameNode(), `spanContext().${name}`);
  } else if (Object.hasOwn(GONE, name)) {
    file.note(member, GONE[name] as string);
  }
}

function moveStartChild(file: SdkFile, use: Use, span: Node, call: CallExpression, options: Node | undefined): void {
  const start = file.nameBeside(use, 'startInactiveSpan');
  if (!Node.isObjectLiteralExpression(options)) {
    file.note(call, GONE.startChild as string);
    return;
  }
  const named = options.getProperty('description') ?? options.getProperty('name');
  const op = options.getProperty('op');
  const name = !named && Node.isPropertyAssignment(op) ? ` name: ${op.getInitializerOrThrow().getText()},` : '';
  const rest = options
    .getText()
    .slice(1)
    .replace(/^\s*}$/, ' }');
  file.replace(call, `${start}({ parentSpan: ${span.getText()},${name}${rest})`);
}

function appendProperty(file: SdkFile, object: ObjectLiteralExpression, property: string): void {
  const last = object.getProperties().at(-1);
  if (!last) {
    file.replace(object, `{ ${property} }`);
    return;
  }
  const isOnOneLine = object.getStartLineNumber() === object.getEndLineNumber();
  const indent = ' '.repeat(last.getSourceFile().getLineAndColumnAtPos(last.getStart()).column - 1);
  const at = last.getEnd();
  file.replaceRange(at, at, isOnOneLine ? `, ${property}` : `,\n${indent}${property}`);
}

/** The use of the SDK by which this expression is a span. */
function useThatGives(file: SdkFile, expression: Node): Use | undefined {
  if (Node.isParenthesizedExpression(expression) || Node.isNonNullExpression(expression)) {
    return useThatGives(file, expression.getExpression());
  }
  if (Node.isCallExpression(expression)) {
    const member = expression.getExpression();
    if (Node.isPropertyAccessExpression(member) && member.getName() === 'startChild') {
      return useThatGives(file, member.getExpression());
    }
    return file.uses.find(({ node, name }) => node === member && GIVES_SPAN.test(name));
  }
  return Node.isIdentifier(expression) ? useOfDeclared(file, expression) : undefined;
}

function useOfDeclared(file: SdkFile, identifier: Identifier): Use | undefined {
  const declaration = identifier.getSymbol()?.getDeclarations()[0];
  if (Node.isVariableDeclaration(declaration)) {
    const given = declaration.getInitializer();
    return given && !given.containsRange(identifier.getPos(), identifier.getEnd())
      ? useThatGives(file, given)
      : undefined;
  }
  if (!Node.isParameterDeclaration(declaration)) {
    return undefined;
  }
  const type = declaration.getTypeNode();
  const typed =
    type && file.uses.find(({ node, name }) => node.getParent() === type && /^(Span|Transaction)$/.test(name));
  const call = declaration.getParent()?.getParent();
  const isFirst = Node.isParametered(declaration.getParent()) && declaration.getParent() !== undefined;
  const handed =
    isFirst && Node.isCallExpression(call)
      ? file.uses.find(({ node, name }) => node === call.getExpression() && HANDS_SPAN.test(name))
      : undefined;
  return typed ?? handed;
}
