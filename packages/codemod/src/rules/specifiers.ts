import { type ImportDeclaration, Node } from 'ts-morph';
import { movedPackage, packageAdvice } from '../project/packages.ts';
import { requiredSpecifier } from '../source/bindings.ts';
import type { SdkFile } from '../source/sdk-file.ts';

/** Names that only `@vedette/express` has; v7 had them in namespaces. */
const EXPRESS = /^(setupExpressErrorHandler|expressErrorHandler|expressIntegration|Handlers)$/;

const MOCKS = /^(vi|jest)\.(mock|unmock|doMock|doUnmock|dontMock|importActual|importMock|requireActual|requireMock)$/;

/** Names of modules: imports, exports, `require`, `import()`, types by `import('...')`, and mocks of tests. */
export function moveSpecifiers(file: SdkFile): void {
  const usesExpress = file.uses.some(({ name, node }) => EXPRESS.test(name) || isExpressIntegration(node));
  const moved = (specifier: string) => movedPackage(specifier, { ...file.surroundings, usesExpress });
  for (const declaration of file.ast.getImportDeclarations()) {
    moveImport(file, declaration, moved(declaration.getModuleSpecifierValue()));
  }
  file.ast.forEachDescendant((node) => {
    if (!Node.isStringLiteral(node) || !isModuleName(node)) {
      return;
    }
    const specifier = node.getLiteralValue();
    const target = moved(specifier);
    if (target) {
      const quote = node.getText()[0];
      file.replace(node, `${quote}${target}${quote}`);
    } else if (packageAdvice(specifier)) {
      file.note(node.getParentOrThrow(), packageAdvice(specifier) as string);
    }
  });
}

function moveImport(file: SdkFile, declaration: ImportDeclaration, target: string | undefined): void {
  if (!target) {
    return;
  }
  // v7's tracing was switched on by being imported.
  if (declaration.getModuleSpecifierValue() === '@sentry/tracing' && !declaration.getImportClause()) {
    file.remove(declaration);
    return;
  }
  const byDefault = declaration.getDefaultImport();
  if (byDefault && !declaration.getNamespaceImport() && declaration.getNamedImports().length === 0) {
    file.replace(byDefault, `* as ${byDefault.getText()}`);
  }
}

function isModuleName(node: Node): boolean {
  const parent = node.getParent();
  if (Node.isImportDeclaration(parent) || Node.isExportDeclaration(parent) || Node.isExternalModuleReference(parent)) {
    return true;
  }
  if (Node.isLiteralTypeNode(parent)) {
    return Node.isImportTypeNode(parent.getParent());
  }
  if (!Node.isCallExpression(parent)) {
    return Node.isModuleDeclaration(parent);
  }
  return (
    requiredSpecifier(parent) !== undefined ||
    parent.getExpression().getText() === 'require.resolve' ||
    (parent.getArguments()[0] === node && MOCKS.test(parent.getExpression().getText()))
  );
}

/** `Sentry.Integrations.Express` */
function isExpressIntegration(node: Node): boolean {
  const parent = node.getParent();
  return Node.isPropertyAccessExpression(parent) && parent.getText().endsWith('Integrations.Express');
}
