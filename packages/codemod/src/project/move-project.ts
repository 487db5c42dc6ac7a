import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { moveSource } from '../source/move-source.ts';
import type { Note } from '../source/note.ts';
import { findFiles } from './files.ts';
import { moveManifest } from './manifest.ts';

export interface MoveOptions {
  /** Write nothing. @default false */
  dry?: boolean;
}

/** A file that is, or would be, another. */
export interface ChangedFile {
  path: string;
  text: string;
}

/** What came of it. */
export interface MoveReport {
  /** Files that mention the SDK, changed or not. */
  seen: number;
  changed: ChangedFile[];
  /** What a person has to look at. */
  notes: Array<Note & { path: string }>;
  /** Files that could not be read, parsed or written; they are as they were. */
  failures: Array<{ path: string; message: string }>;
}

/**
 * Moves all sources and manifests below a folder. A second run changes nothing. Rejects when there is no such folder;
 * what is wrong with one file is in `failures`, and the others are moved.
 */
export async function moveProject(folder: string, { dry = false }: MoveOptions = {}): Promise<MoveReport> {
  const { sources, manifests, mixed } = await findFiles(folder);
  const report: MoveReport = { seen: 0, changed: [], notes: [], failures: [] };
  const imported = new Map<string, Set<string>>();
  const texts = await readAll(manifests);

  /** Reads, moves and writes one file; `move` gives its new text. */
  async function each(file: string, move: (text: string) => { text: string; notes: Note[] }): Promise<string> {
    let text = '';
    try {
      text = texts.get(file) ?? (await readFile(file, 'utf8'));
      if (!/@(sentry|vedette)\//.test(text)) {
        return text;
      }
      report.seen++;
      const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
      const moved = move(text.slice(mark.length));
      report.notes.push(...moved.notes.map((note) => ({ path: file, ...note })));
      const result = mark + moved.text;
      if (result !== text) {
        if (!dry) {
          await writeFile(file, result);
        }
        report.changed.push({ path: file, text: result });
      }
      return result;
    } catch (error) {
      report.failures.push({ path: file, message: (error as Error).message });
      return text;
    }
  }

  for (const file of sources) {
    const manifest = nearest(manifests, file);
    const around = manifest ? texts.get(manifest) : '';
    const text = await each(file, (before) => moveSource(before, file, { platform: platformOf(before, around ?? '') }));
    const names = imported.get(manifest ?? '') ?? new Set<string>();
    for (const [name] of text.matchAll(/@vedette\/(browser|react|node|express|core)(?=['"/])/g)) {
      names.add(name);
    }
    imported.set(manifest ?? '', names);
  }
  for (const file of manifests) {
    await each(file, (text) => moveManifest(text, imported.get(file) ?? new Set()));
  }
  for (const file of mixed) {
    await each(file, (text) => ({ text, notes: notesOfMixed(text) }));
  }
  return report;
}

async function readAll(files: string[]): Promise<Map<string, string>> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => undefined)));
  return new Map(files.flatMap((file, place) => (texts[place] === undefined ? [] : [[file, texts[place]]])));
}

/** The `package.json` that a file belongs to. */
function nearest(manifests: string[], file: string): string | undefined {
  return manifests
    .filter((manifest) => file.startsWith(path.join(path.dirname(manifest), path.sep)))
    .sort((a, b) => b.length - a.length)[0];
}

/** Where this file runs: what it imports itself says it best, then what its package depends on. */
function platformOf(text: string, manifest: string): string {
  const names = ['react', 'browser', 'node'];
  const said = [text, manifest].map((where) =>
    names.find((name) => new RegExp(`@(sentry|vedette)/${name}['"]`).test(where)),
  );
  return `@vedette/${said[0] ?? said[1] ?? 'browser'}`;
}

function notesOfMixed(text: string): Note[] {
  return text.split('\n').flatMap((content, index) => {
    const isOld = /['"]@sentry\/|browser\.sentry-cdn\.com/.test(content);
    const message =
      'The codemod does not read this kind of file: rename the import by hand, and run it on what is in `.js` or `.ts`.';
    return isOld ? [{ line: index + 1, what: content.trim().slice(0, 80), message }] : [];
  });
}
