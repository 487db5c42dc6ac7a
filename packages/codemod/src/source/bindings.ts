import { type BindingElement, type Identifier, Node, type SourceFile, type Symbol as TsSymbol } from 'ts-morph';

/** A local name of something of the SDK. */
export interface Binding {
  identifier: Identifier;
  /** What it is called in the SDK; `*` for all of it. */
  imported: string;
  /** The import, or the declaration of what `require` gave. */
  declaration: Node;
  specifier: string;
}

/** What a file calls of the SDK. */
export interface Use {
  /** Its name in the SDK. */
  name: string;
  /** The whole expression or type: `Sentry.init`, or `init`. */
  node: Node;
  binding: Binding;
}

const SDK = /^@(sentry|vedette)\/(browser|node|react|express|core|types|tracing|integrations|utils|hub)(\/|$)/;

/** Whether a module's name is one that we move, or moved. */
export function isSdk(specifier: string): boolean {
  return SDK.test(specifier);
}

/** The names by which a file knows the SDK: imports, `require` and `await import`. */
export function findBindings(file: SourceFile): Binding[] {
  return [...importedBindings(file), ...requiredBindings(file)];
}

function importedBindings(file: SourceFile): Binding[] {
  return file.getImportDeclarations().flatMap((declaration) => {
    const specifier = declaration.getModuleSpecifierValue();
    if (!isSdk(specifier)) {
      return [];
    }
    const whole = [declaration.getDefaultImport(), declaration.getNamespaceImport()].flatMap((identifier) =>
      identifier ? [{ identifier, imported: '*', declaration, specifier }] : [],
    );
    const named = declaration.getNamedImports().flatMap((part) => {
      const identifier = part.getAliasNode() ?? part.getNameNode();
      return Node.isIdentifier(identifier) ? [{ identifier, imported: part.getName(), declaration, specifier }] : [];
    });
    return [...whole, ...named];
  });
}

function requiredBindings(file: SourceFile): Binding[] {
  return file.getDescendants().flatMap((node) => {
    const specifier = Node.isCallExpression(node) ? requiredSpecifier(node) : undefined;
    if (!specifier || !isSdk(specifier)) {
      return [];
    }
    let value: Node = node;
    while (Node.isAwaitExpression(value.getParent()) || Node.isParenthesizedExpression(value.getParent())) {
      value = value.getParentOrThrow();
    }
    const declaration = value.getParent();
    if (!Node.isVariableDeclaration(declaration)) {
      return [];
    }
    const name = declaration.getNameNode();
    if (Node.isIdentifier(name)) {
      return [{ identifier: name, imported: '*', declaration, specifier }];
    }
    const elements = Node.isObjectBindingPattern(name) ? name.getElements() : [];
    return elements.flatMap((element: BindingElement) => {
      const identifier = element.getNameNode();
      const imported = element.getPropertyNameNode()?.getText() ?? identifier.getText();
      return Node.isIdentifier(identifier) ? [{ identifier, imported, declaration, specifier }] : [];
    });
  });
}

/** The module that a call of `require` or `import` asks for. */
export function requiredSpecifier(node: Node): string | undefined {
  if (!Node.isCallExpression(node)) {
    return undefined;
  }
  const callee = node.getExpression();
  const [argument] = node.getArguments();
  const asks = Node.isImportExpression(callee) || callee.getText() === 'require';
  return asks && Node.isStringLiteral(argument) ? argument.getLiteralValue() : undefined;
}

/** Every place where one of the bindings is used, in the order of the file. */
export function findUses(file: SourceFile, bindings: Binding[]): Use[] {
  const byName = new Map<string, Binding[]>();
  for (const binding of bindings) {
    const name = binding.identifier.getText();
    byName.set(name, [...(byName.get(name) ?? []), binding]);
  }
  const uses: Use[] = [];
  file.forEachDescendant((node) => {
    const candidates = Node.isIdentifier(node) ? byName.get(node.getText()) : undefined;
    if (!candidates || !Node.isIdentifier(node) || isNameOfMember(node)) {
      return;
    }
    const binding = candidates.find(({ identifier }) => identifier !== node && means(node, identifier));
    const use = binding && useOf(node, binding);
    if (use) {
      uses.push(use);
    }
  });
  return uses;
}

/** All identifiers that mean what this declaration's name means, without the name itself. */
export function findReferences(file: SourceFile, name: Identifier): Identifier[] {
  const found: Identifier[] = [];
  file.forEachDescendant((node) => {
    if (Node.isIdentifier(node) && node !== name && node.getText() === name.getText() && !isNameOfMember(node)) {
      if (means(node, name)) {
        found.push(node);
      }
    }
  });
  return found;
}

function useOf(node: Identifier, binding: Binding): Use | undefined {
  const parent = node.getParent();
  if (binding.imported !== '*') {
    return isImportSpecifier(parent) ? undefined : { name: binding.imported, node, binding };
  }
  if (Node.isPropertyAccessExpression(parent) && parent.getExpression() === node) {
    return { name: parent.getName(), node: parent, binding };
  }
  if (Node.isQualifiedName(parent) && parent.getLeft() === node) {
    return { name: parent.getRight().getText(), node: parent, binding };
  }
  return undefined;
}

function means(node: Identifier, declared: Identifier): boolean {
  const parent = node.getParent();
  const symbol = Node.isShorthandPropertyAssignment(parent) ? parent.getValueSymbol() : node.getSymbol();
  return symbol !== undefined && sameSymbol(symbol, declared.getSymbol());
}

function sameSymbol(a: TsSymbol, b: TsSymbol | undefined): boolean {
  return a === b || (b !== undefined && a.getDeclarations()[0] === b.getDeclarations()[0]);
}

/** `b` in `a.b`, which is never a variable. */
function isNameOfMember(node: Identifier): boolean {
  const parent = node.getParent();
  return (
    (Node.isPropertyAccessExpression(parent) && parent.getNameNode() === node) ||
    (Node.isPropertyAssignment(parent) && parent.getNameNode() === node) ||
    (Node.isQualifiedName(parent) && parent.getRight() === node)
  );
}

function isImportSpecifier(node: Node | undefined): boolean {
  return Node.isImportSpecifier(node) || Node.isImportClause(node) || Node.isNamespaceImport(node);
}
