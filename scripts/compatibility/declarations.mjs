/** What packages export, and the members of what they export, as TypeScript reads it from their declarations. */
import ts from 'typescript';

/**
 * By package: `names`, a map from each exported name to `{ isValue, isNoop }`, and `membersOf(name)`, the same for the
 * members of an exported interface or class (`undefined` when there is none of that name). `isNoop`: its doc comment has the tag
 * `@noop`, which says that it is there for its type and does nothing.
 *
 * `files`: the declarations (or the source) of each package. `conditions`: how imports between packages are resolved.
 */
export function readDeclarations(files, { conditions = [] } = {}) {
  const program = ts.createProgram(Object.values(files), {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: conditions,
    allowImportingTsExtensions: true,
    noEmit: true,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    jsx: ts.JsxEmit.ReactJSX,
    types: [],
  });
  const checker = program.getTypeChecker();
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => {
      const source = program.getSourceFile(file);
      const symbol = source && checker.getSymbolAtLocation(source);
      if (!symbol) {
        throw new Error(`${file} exports nothing: is it built?`);
      }
      return [name, declarationsOf(symbol, checker)];
    }),
  );
}

function declarationsOf(module, checker) {
  const symbols = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, resolved(symbol, checker)]));
  const facts = (symbol) => ({
    isValue: (symbol.flags & ts.SymbolFlags.Value) !== 0,
    isNoop: symbol.getJsDocTags(checker).some((tag) => tag.name === 'noop'),
  });
  return {
    names: new Map([...symbols].map(([name, symbol]) => [name, facts(symbol)])),
    membersOf(name) {
      const symbol = symbols.get(name);
      const members = symbol && checker.getDeclaredTypeOfSymbol(symbol).getProperties();
      return members && new Map(members.map((member) => [member.name, facts(member)]));
    },
  };
}

/** What a re-exported name stands for. */
function resolved(symbol, checker) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
