#!/usr/bin/env node
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type MoveReport, moveProject } from './project/move-project.ts';

const HELP = `Moves a project from Sentry's JavaScript SDKs (v7 to v11) to Vedette.

  vedette-codemod [folder ...] [--dry] [--print]

  folder     what to move, with all below it; default the current one. node_modules, folders of builds and those that
             begin with a dot are left alone
  --dry      say what would be done, and write nothing
  --print    print the new text of each file that changes, and write nothing
  --help     this

Ends with 0 when nothing is left to do, 1 when something is left for you to look at, 2 when a file could not be read,
parsed or written, or the arguments are wrong.
`;

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function main(argv: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { dry: { type: 'boolean' }, print: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const dry = Boolean(values.dry || values.print);
    let code = 0;
    for (const folder of positionals.length > 0 ? positionals : ['.']) {
      const report = await moveProject(path.resolve(folder), { dry });
      if (values.print) {
        printTexts(report);
      }
      printReport(report, dry);
      code = Math.max(code, codeOf(report));
    }
    return code;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
}

function codeOf({ notes, failures }: MoveReport): number {
  return failures.length > 0 ? 2 : Math.min(notes.length, 1);
}

function printTexts({ changed }: MoveReport): void {
  for (const { path: file, text } of changed) {
    process.stdout.write(`==> ${shown(file)}\n${text}\n`);
  }
}

function printReport({ seen, changed, notes, failures }: MoveReport, dry: boolean): void {
  const lines = [
    ...changed.map(({ path: file }) => `${dry ? 'would change' : 'changed'} ${shown(file)}`),
    ...notes.map(({ path: file, line, what, message }) => `\n${shown(file)}:${line}\n  ${what}\n  ${message}`),
    ...failures.map(({ path: file, message }) => `\n${shown(file)}: left as it is\n  ${message}`),
    `\n${seen} ${seen === 1 ? 'file names' : 'files name'} the SDK: ${changed.length} ${dry ? 'would change' : 'changed'}, ${notes.length} to look at, ${failures.length} failed.`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}

function shown(file: string): string {
  return path.relative('.', file) || file;
}
