import type { Rule } from '../source/sdk-file.ts';
import { reportAbsent } from './absent.ts';
import { moveConfigureScope } from './configure-scope.ts';
import { moveHandlers } from './handlers.ts';
import { moveHub } from './hub.ts';
import { moveInitOptions } from './init-options.ts';
import { moveIntegrations } from './integrations.ts';
import { moveRenamed } from './renamed.ts';
import { moveSeverity } from './severity.ts';
import { moveSpans } from './spans.ts';
import { moveSpecifiers } from './specifiers.ts';
import { tidyImports } from './tidy-imports.ts';

/** In the order in which they are applied; each works upon what those before it left. */
export const rules: Rule[] = [
  moveSpecifiers,
  moveHub,
  moveConfigureScope,
  moveSeverity,
  moveSpans,
  moveIntegrations,
  moveHandlers,
  moveRenamed,
  moveInitOptions,
  reportAbsent,
  tidyImports,
];
