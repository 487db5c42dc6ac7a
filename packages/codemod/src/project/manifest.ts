import { Node, type ObjectLiteralExpression, Project, type PropertyAssignment } from 'ts-morph';
import { version } from '../../package.json';
import { applyEdits, type Edit, shiftOffset, withoutOverlaps } from '../source/edits.ts';
import type { Note } from '../source/note.ts';
import { packageAdvice } from './packages.ts';

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Packages that are themselves again. */
const SAME = /^@sentry\/(browser|react|core)$/;
/** Packages whose names are found in others, which are there by what the files import. */
const MERGED = /^@sentry\/(types|utils|hub|tracing|integrations|profiling-node)$/;

export interface MovedManifest {
  text: string;
  notes: Note[];
}

/**
 * Moves the dependencies of a `package.json` and leaves the rest of its text as it is. `imported`: Vedette's packages that
 * the files beside it import. Throws when it is no JSON.
 */
export function moveManifest(text: string, imported: Set<string>): MovedManifest {
  JSON.parse(text);
  const file = new Project({ useInMemoryFileSystem: true }).createSourceFile('/package.json', text);
  const [statement] = file.getStatements();
  const root = Node.isExpressionStatement(statement) ? statement.getExpression() : undefined;
  if (!Node.isObjectLiteralExpression(root)) {
    return { text, notes: [] };
  }
  const edits: Edit[] = [];
  const placed: Array<{ offset: number; what: string; message: string }> = [];
  const sections = SECTIONS.flatMap((name) => sectionOf(root, name) ?? []);
  const present = new Set(
    sections.flatMap((section) => namesIn(section).filter((name) => name.startsWith('@vedette/'))),
  );
  let isFirst = true;
  for (const section of sections) {
    const properties = section.getProperties().filter(Node.isPropertyAssignment);
    const moved = properties.filter(
      (property) => SAME.test(nameOf(property)) || MERGED.test(nameOf(property)) || nameOf(property) === '@sentry/node',
    );
    const targets = moved.flatMap((property) => targetsOf(nameOf(property), imported));
    const wanted = [...new Set([...targets, ...(isFirst && moved.length > 0 ? imported : [])])].filter(
      (name) => !present.has(name),
    );
    for (const name of wanted) {
      present.add(name);
    }
    isFirst &&= moved.length === 0;
    edits.push(...replaceProperties(text, section, moved, wanted));
    for (const property of properties) {
      const advice = packageAdvice(nameOf(property));
      if (advice) {
        placed.push({ offset: property.getStart(), what: property.getText(), message: advice });
      }
    }
  }
  for (const property of sectionOf(root, 'scripts')?.getProperties() ?? []) {
    if (property.getText().includes('@sentry/')) {
      const message =
        'Names a package of Sentry. In the place of `--import @sentry/node/...`: `--import @vedette/node/register`, or import the file with `init` first.';
      placed.push({ offset: property.getStart(), what: property.getText(), message });
    }
  }
  const made = withoutOverlaps(edits);
  const result = applyEdits(text, made);
  const notes = placed.map(({ offset, what, message }) => {
    const line = result.slice(0, shiftOffset(offset, made)).split('\n').length;
    return { line, what, message };
  });
  return { text: result, notes };
}

function targetsOf(name: string, imported: Set<string>): string[] {
  if (SAME.test(name)) {
    return [name.replace('@sentry/', '@vedette/')];
  }
  if (name !== '@sentry/node') {
    return [];
  }
  const used = ['@vedette/express', '@vedette/node'].filter((target) => imported.has(target));
  return used.length > 0 ? used : ['@vedette/node'];
}

/** The new ones stand where the first of the old ones stood. */
function replaceProperties(
  text: string,
  section: ObjectLiteralExpression,
  moved: PropertyAssignment[],
  wanted: string[],
): Edit[] {
  const [first, ...others] = moved;
  if (!first) {
    return [];
  }
  const line = text.slice(0, first.getStart()).split('\n').at(-1) ?? '';
  const between = /^\s*$/.test(line) ? `,\n${line}` : ', ';
  const lines = wanted.map((name) => `"${name}": "^${version}"`);
  if (lines.length > 0) {
    return [
      { start: first.getStart(), end: first.getEnd(), text: lines.join(between) },
      ...others.map((property) => removal(text, property)),
    ];
  }
  const isAll = moved.length === section.getProperties().length;
  return isAll
    ? [{ start: section.getStart(), end: section.getEnd(), text: '{}' }]
    : moved.map((property) => removal(text, property));
}

/** With the comma before it, or behind it when it is the first. */
function removal(text: string, property: PropertyAssignment): Edit {
  const before = /,\s*$/.exec(text.slice(0, property.getStart()));
  if (before) {
    return { start: before.index, end: property.getEnd(), text: '' };
  }
  const behind = /^\s*,\s*/.exec(text.slice(property.getEnd()));
  return { start: property.getStart(), end: property.getEnd() + (behind?.[0].length ?? 0), text: '' };
}

function sectionOf(root: ObjectLiteralExpression, name: string): ObjectLiteralExpression | undefined {
  const property = root.getProperty(`"${name}"`);
  const value = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
  return Node.isObjectLiteralExpression(value) ? value : undefined;
}

function namesIn(section: ObjectLiteralExpression): string[] {
  return section.getProperties().filter(Node.isPropertyAssignment).map(nameOf);
}

function nameOf(property: PropertyAssignment): string {
  return property.getName().slice(1, -1);
}
