import { Project, ts } from 'ts-morph';
import { rules } from '../rules/rules.ts';
import { applyEdits, type Edit, shiftOffset, withoutOverlaps } from './edits.ts';
import type { Note } from './note.ts';
import { createSdkFile, type PlacedNote, readSdkFile, type Surroundings } from './sdk-file.ts';

export interface MovedSource {
  text: string;
  notes: Note[];
}

/** How often a rule may come back to what its own edits led to: hub calls in hub calls, spans in spans. */
const MAX_ROUNDS = 25;

/**
 * Moves one file's text. Throws when it is no JavaScript or TypeScript, with the place in the message. `path` says by its
 * ending what it is written in; nothing is read from the disk.
 */
export function moveSource(text: string, path: string, surroundings: Surroundings): MovedSource {
  const parse = createParser(path);
  refuseBroken(parse(text), path);
  let current = text;
  let read = readSdkFile(parse(current));
  let notes: PlacedNote[] = [];
  for (const rule of rules) {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const file = createSdkFile(read, surroundings);
      rule(file);
      const edits = withoutOverlaps(file.edits);
      const made = edits.length > 0 ? file.editNotes.filter((note) => isMade(note, edits)) : file.notes;
      notes = [...notes, ...made].map((note) => ({ ...note, offset: shiftOffset(note.offset, edits) }));
      if (edits.length === 0) {
        break;
      }
      current = applyEdits(current, edits);
      read = readSdkFile(parse(current));
    }
  }
  return { text: withLineEndsOf(text, current), notes: withLines(notes, current) };
}

/** Lines that were added end as all others do. */
function withLineEndsOf(before: string, after: string): string {
  const isWindows = before.includes('\r\n') && !/(^|[^\r])\n/.test(before);
  return isWindows ? after.replace(/\r?\n/g, '\r\n') : after;
}

function createParser(path: string) {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { allowJs: true, noLib: true, noResolve: true, jsx: ts.JsxEmit.Preserve, types: [] },
  });
  // JSX may stand in `.js` too, but `<T>value` only where there is no JSX.
  const name = `/${/\.[cm]?js$/.test(path) ? 'file.jsx' : `file${/\.[^./]+$/.exec(path)?.[0] ?? '.ts'}`}`;
  return (text: string) => project.createSourceFile(name, text, { overwrite: true });
}

function refuseBroken(file: ReturnType<ReturnType<typeof createParser>>, path: string): void {
  const program = file.getProject().getProgram().compilerObject;
  const [problem] = program.getSyntacticDiagnostics(file.compilerNode);
  // From 8000 on: TypeScript in a JavaScript file, as in Flow, which is read all the same.
  if (problem && problem.code < 8000) {
    const { line, character } = ts.getLineAndCharacterOfPosition(file.compilerNode, problem.start);
    const message = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
    throw new SyntaxError(`${path}:${line + 1}:${character + 1} cannot be parsed: ${message}`);
  }
}

/** Edits that had to wait for another round bring their notes along then. */
function isMade(note: PlacedNote, edits: Edit[]): boolean {
  return edits.some(({ start, end }) => start <= note.offset && note.offset <= end);
}

function withLines(notes: PlacedNote[], text: string): Note[] {
  const seen = new Set<string>();
  return [...notes]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, what, message }) => ({ line: text.slice(0, offset).split('\n').length, what, message }))
    .filter(({ line, what, message }) => {
      const key = `${line} ${what} ${message}`;
      return !seen.has(key) && Boolean(seen.add(key));
    });
}
