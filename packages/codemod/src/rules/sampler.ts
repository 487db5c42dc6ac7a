import { Node, type ObjectLiteralExpression, type ParameterDeclaration } from 'ts-morph';
import type { SdkFile } from '../source/sdk-file.ts';

/** What a sampler was given until v8, and what it is given instead. */
const SAMPLED: Record<string, string> = {
  transactionContext: 'Gone: the context has `name` and `attributes` itself.',
  request: 'Gone: it is `normalizedRequest`.',
  location: 'Gone: in a page `window.location` says the same.',
};

/** Of what the `tracesSampler` of these options is given, the name alone can be moved; all else that went is told. */
export function moveSampler(file: SdkFile, options: ObjectLiteralExpression): void {
  const given = contextOf(options);
  const name = given?.getName();
  given?.getParent()?.forEachDescendant((node) => {
    if (Node.isBindingElement(node)) {
      const pattern = node.getParent().getParent();
      const from = Node.isVariableDeclaration(pattern) ? pattern.getInitializer()?.getText() : undefined;
      const key = node.getPropertyNameNode()?.getText() ?? node.getName();
      if ((pattern === given || from === name) && Object.hasOwn(SAMPLED, key)) {
        file.note(node, SAMPLED[key] as string);
      }
    } else if (Node.isPropertyAccessExpression(node) && node.getExpression().getText() === name) {
      const outer = node.getParent();
      if (
        node.getName() === 'transactionContext' &&
        Node.isPropertyAccessExpression(outer) &&
        outer.getName() === 'name'
      ) {
        file.replace(outer, `${name}.name`);
      } else if (Object.hasOwn(SAMPLED, node.getName())) {
        file.note(node, SAMPLED[node.getName()] as string);
      }
    }
  });
}

/** The parameter of the sampler, whether that stands in the options or elsewhere in the file. */
function contextOf(options: ObjectLiteralExpression): ParameterDeclaration | undefined {
  const property = options.getProperty('tracesSampler');
  const value = Node.isPropertyAssignment(property) ? property.getInitializer() : property;
  const name = Node.isShorthandPropertyAssignment(value) ? value.getNameNode() : value;
  const symbol = Node.isShorthandPropertyAssignment(value) ? value.getValueSymbol() : name?.getSymbol();
  const declared = Node.isIdentifier(name) ? symbol?.getDeclarations()[0] : name;
  const sampler = Node.isVariableDeclaration(declared) ? declared.getInitializer() : declared;
  const isFunction = Node.isFunctionLikeDeclaration(sampler) || Node.isFunctionExpression(sampler);
  return isFunction ? sampler.getParameters()[0] : undefined;
}
