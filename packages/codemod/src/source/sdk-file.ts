import { Node, type SourceFile } from 'ts-morph';
import { type Binding, findBindings, findUses, type Use } from './bindings.ts';
import type { Edit } from './edits.ts';

/** What the rules know of the project around a file. */
export interface Surroundings {
  /** Vedette's package for names that have none of their own: what was in `@sentry/tracing` and `@sentry/integrations`. */
  platform: string;
}

/** A note at a place of the text as it was before the edits. */
export interface PlacedNote {
  offset: number;
  what: string;
  message: string;
}

/** A file as the rules see it: they read the tree, and say what text takes the place of what. */
export interface SdkFile {
  ast: SourceFile;
  surroundings: Surroundings;
  bindings: Binding[];
  uses: Use[];
  edits: Edit[];
  /** Of edits that somebody should know of. */
  editNotes: PlacedNote[];
  /** Of what could not be moved. */
  notes: PlacedNote[];
  replace(node: Node, text: string, message?: string): void;
  replaceRange(start: number, end: number, text: string): void;
  /** Takes out a statement with its line, or an element of a list with its comma. */
  remove(node: Node, message?: string): void;
  note(node: Node, message: string): void;
  /** How the file reaches a name of the SDK: by the namespace of `use`, or by a name that is imported beside it. */
  nameBeside(use: Use, name: string): string;
}

/** A rule finds what is left to do in a file and says how; it is asked again until it finds nothing. */
export type Rule = (file: SdkFile) => void;

/** A text that was read: it stays while nothing is edited. */
export interface ReadFile {
  ast: SourceFile;
  bindings: Binding[];
  uses: Use[];
}

/** What a text calls of the SDK. */
export function readSdkFile(ast: SourceFile): ReadFile {
  const bindings = findBindings(ast);
  return { ast, bindings, uses: findUses(ast, bindings) };
}

/** A file for one rule, with nothing edited yet. */
export function createSdkFile({ ast, bindings, uses }: ReadFile, surroundings: Surroundings): SdkFile {
  const text = ast.getFullText();
  const added = new Set<string>();
  const file: SdkFile = {
    ast,
    surroundings,
    bindings,
    uses,
    edits: [],
    editNotes: [],
    notes: [],
    replace(node, replacement, message) {
      file.replaceRange(node.getStart(), node.getEnd(), replacement);
      if (message) {
        file.editNotes.push(placed(node, message));
      }
    },
    replaceRange(start, end, replacement) {
      if (text.slice(start, end) !== replacement) {
        file.edits.push({ start, end, text: replacement });
      }
    },
    remove(node, message) {
      const { start, end } = isListed(node) ? rangeInList(text, node) : rangeOfLines(text, node);
      file.replaceRange(start, end, '');
      if (message) {
        file.editNotes.push(placed(node, message));
      }
    },
    note(node, message) {
      file.notes.push(placed(node, message));
    },
    nameBeside(use, name) {
      if (use.binding.imported === '*') {
        return `${use.binding.identifier.getText()}.${name}`;
      }
      const { specifier } = use.binding;
      const known = bindings.find((other) => other.imported === name && other.specifier === specifier);
      if (known) {
        return known.identifier.getText();
      }
      const last = use.binding.identifier.getParentOrThrow();
      if (!added.has(name)) {
        added.add(name);
        const inType = Node.isImportSpecifier(last) && last.isTypeOnly() ? 'type ' : '';
        file.replaceRange(last.getEnd(), last.getEnd(), `, ${inType}${name}`);
      }
      return name;
    },
  };
  return file;
}

function placed(node: Node, message: string): PlacedNote {
  const [line = ''] = node.getText().split('\n');
  return { offset: node.getStart(), what: line.length > 80 ? `${line.slice(0, 77)}...` : line, message };
}

function isListed(node: Node): boolean {
  const parent = node.getParent();
  return (
    Node.isArrayLiteralExpression(parent) ||
    Node.isObjectLiteralExpression(parent) ||
    Node.isNamedImports(parent) ||
    Node.isObjectBindingPattern(parent)
  );
}

/** With the comma behind it and what stands before it on its line; the last of a list with the comma before it. */
function rangeInList(text: string, node: Node): { start: number; end: number } {
  const behind = /^\s*,/.exec(text.slice(node.getEnd()));
  if (behind) {
    const end = node.getEnd() + behind[0].length;
    return wholeLine(text, node.getStart(), end) ?? { start: node.getStart(), end: end + spacesAt(text, end) };
  }
  const before = /,?\s*$/.exec(text.slice(0, node.getStart()));
  return { start: node.getStart() - (before?.[0].length ?? 0), end: node.getEnd() };
}

function rangeOfLines(text: string, node: Node): { start: number; end: number } {
  return wholeLine(text, node.getStart(), node.getEnd()) ?? { start: node.getStart(), end: node.getEnd() };
}

/** Line by line, when nothing else stands on these lines. */
function wholeLine(text: string, from: number, to: number): { start: number; end: number } | undefined {
  const before = /(^|\n)[ \t]*$/.exec(text.slice(0, from));
  const behind = /^[ \t]*(\r?\n|$)/.exec(text.slice(to));
  if (!before || !behind) {
    return undefined;
  }
  const start = before.index + (before[1] ?? '').length;
  const end = to + behind[0].length;
  // Two empty lines that meet are one.
  const isBetweenEmpty = /\n\r?\n$/.test(text.slice(0, start));
  return { start, end: end + (isBetweenEmpty ? (/^\r?\n/.exec(text.slice(end))?.[0].length ?? 0) : 0) };
}

function spacesAt(text: string, at: number): number {
  return /^ */.exec(text.slice(at))?.[0].length ?? 0;
}
