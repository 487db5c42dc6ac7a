import { isRecord, listOf, textOf } from '../../lib/json-values.ts';
import type { DroppedCount } from '../../store/dropped.ts';
import { checkFields, shapes } from '../check-fields.ts';
import type { ItemKind } from '../item-kind.ts';

/** What an SDK dropped and why; added up. Source: wire-protocol, "Client reports". */
export const readClientReportItem: ItemKind = (payload, _text, { projectId }) => {
  const causes = checkFields(payload, { discarded_events: shapes.list }, ['discarded_events']);
  const counts = listOf(payload.discarded_events).flatMap((entry, index): DroppedCount[] => {
    const wrong = isRecord(entry) ? checkFields(entry, ENTRY, Object.keys(ENTRY)) : ['it is not an object'];
    causes.push(...wrong.map((cause) => `discarded_events[${index}]: ${cause}`));
    return isRecord(entry) && wrong.length === 0 ? [countOf(entry)] : [];
  });
  if (causes.length > 0) {
    return { causes };
  }
  return {
    write({ projects, dropped }) {
      projects.ensure(projectId);
      for (const count of counts) {
        dropped.add(projectId, count);
      }
    },
  };
};

const ENTRY = { reason: shapes.text, category: shapes.text, quantity: shapes.count };

/** Cut, for a hostile reason must not fill the table of reasons. */
function countOf(entry: Record<string, unknown>): DroppedCount {
  return {
    reason: textOf(entry.reason, 64) ?? '',
    category: textOf(entry.category, 64) ?? '',
    quantity: Number(entry.quantity),
  };
}
