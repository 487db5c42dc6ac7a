import { Node } from 'ts-morph';
import type { SdkFile } from '../source/sdk-file.ts';

/** Members of v6's and v7's enumeration. */
const LEVELS: Record<string, string> = {
  Fatal: 'fatal',
  Critical: 'fatal',
  Error: 'error',
  Warning: 'warning',
  Log: 'log',
  Info: 'info',
  Debug: 'debug',
};

/** `Severity.Error` is `'error'`, and the type is `SeverityLevel`. */
export function moveSeverity(file: SdkFile): void {
  const quote = /from\s+"/.test(file.ast.getFullText()) ? '"' : "'";
  for (const use of file.uses.filter(({ name }) => name === 'Severity')) {
    const parent = use.node.getParent();
    if (Node.isPropertyAccessExpression(parent) && parent.getExpression() === use.node) {
      const level = LEVELS[parent.getName()];
      if (level) {
        file.replace(parent, `${quote}${level}${quote}`);
      } else {
        file.note(parent, 'Levels are text: `fatal`, `error`, `warning`, `log`, `info`, `debug`.');
      }
    } else if (Node.isTypeReference(parent)) {
      file.replace(use.node, file.nameBeside(use, 'SeverityLevel'));
    } else {
      file.note(use.node, 'Levels are text: `fatal`, `error`, `warning`, `log`, `info`, `debug`.');
    }
  }
}
