import { Node, SyntaxKind } from 'ts-morph';
import { findReferences } from '../source/bindings.ts';
import type { SdkFile } from '../source/sdk-file.ts';
import { isOurs } from './our-names.ts';

/** Takes out imports of names that we do not have and that nothing in the file uses any more, and doubled ones. */
export function tidyImports(file: SdkFile): void {
  for (const declaration of file.ast.getImportDeclarations()) {
    const mine = file.bindings.filter((binding) => binding.declaration === declaration);
    const unused = mine.filter(
      ({ identifier, imported, specifier }) =>
        (imported === '*' ? isRepeated(file, identifier.getText(), declaration) : !isOurs(specifier, imported)) &&
        findReferences(file.ast, identifier).length === 0,
    );
    if (unused.length > 0 && unused.length === mine.length) {
      file.remove(declaration);
    } else if (unused[0]) {
      file.remove(unused[0].identifier.getParentOrThrow());
    }
  }
  for (const { identifier, imported, declaration, specifier } of file.bindings) {
    const isGone =
      imported === '*' ? isRepeated(file, identifier.getText(), declaration) : !isOurs(specifier, imported);
    if (Node.isVariableDeclaration(declaration) && isGone && findReferences(file.ast, identifier).length === 0) {
      const element = identifier.getParentOrThrow();
      const pattern = element.getParent();
      const isOnly =
        element === declaration || pattern?.getChildrenOfKind(SyntaxKind.SyntaxList)[0]?.getChildCount() === 1;
      const statement = declaration.getVariableStatement();
      file.remove(isOnly && statement?.getDeclarations().length === 1 ? statement : element);
    }
  }
}

/** A namespace that was left over from `@sentry/tracing`: another one is there. */
function isRepeated(file: SdkFile, name: string, declaration: Node): boolean {
  return file.bindings.some(
    (other) => other.imported === '*' && other.declaration !== declaration && other.identifier.getText() !== name,
  );
}
