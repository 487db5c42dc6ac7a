import { Node, type ObjectLiteralExpression } from 'ts-morph';
import type { SdkFile } from '../source/sdk-file.ts';

/** Gives properties of an object other names, unless one of that name is there. */
export function renameProperties(file: SdkFile, object: ObjectLiteralExpression, names: Record<string, string>): void {
  for (const [name, newName] of Object.entries(names)) {
    const property = object.getProperty(name);
    if (!property || object.getProperty(newName)) {
      continue;
    }
    if (Node.isShorthandPropertyAssignment(property)) {
      file.replace(property, `${newName}: ${name}`);
    } else if (Node.isPropertyAssignment(property) || Node.isMethodDeclaration(property)) {
      file.replace(property.getNameNode(), newName);
    }
  }
}

/** The value of a property, whichever way it is written; `undefined` when it is a method or not there. */
export function textOfProperty(object: ObjectLiteralExpression, name: string): string | undefined {
  const property = object.getProperty(name);
  if (Node.isShorthandPropertyAssignment(property)) {
    return name;
  }
  return Node.isPropertyAssignment(property) ? property.getInitializer()?.getText() : undefined;
}

/** Puts a property before another, in a line of its own if that has one. */
export function insertBefore(file: SdkFile, property: Node, text: string): void {
  const start = property.getStart();
  const line = property.getSourceFile().getFullText().slice(0, start).split('\n').at(-1) ?? '';
  const between = /^\s*$/.test(line) ? `\n${line}` : ' ';
  file.replaceRange(start, start, `${text},${between}`);
}
