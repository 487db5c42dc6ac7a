import { recordOf, textOf } from '../../lib/json-values.ts';
import { timestampOf } from '../../lib/timestamp.ts';
import { checkFields, shapes } from '../check-fields.ts';
import type { ItemKind } from '../item-kind.ts';

/** Source: wire-protocol, "session". */
const FIELDS = {
  sid: shapes.text,
  started: shapes.moment,
  timestamp: shapes.moment,
  status: shapes.text,
  errors: shapes.count,
  attrs: shapes.record,
};

/** One update of one session, which carries its whole state. */
export const readSessionItem: ItemKind = (payload, _text, { projectId, receivedAt }) => {
  const attrs = recordOf(payload.attrs);
  const causes = [
    ...checkFields(payload, FIELDS, ['sid', 'started', 'attrs']),
    ...(textOf(attrs.release) ? [] : ['attrs.release is missing']),
  ];
  if (causes.length > 0) {
    return { causes };
  }
  const milliseconds = (time: unknown): number => Math.round((timestampOf(time) ?? receivedAt / 1000) * 1000);
  return {
    write({ projects, sessions }) {
      projects.ensure(projectId);
      sessions.update({
        project_id: projectId,
        session_id: textOf(payload.sid, 36) ?? '',
        release: textOf(attrs.release, 200) ?? '',
        environment: textOf(attrs.environment, 64) ?? 'production',
        status: textOf(payload.status, 32) ?? 'ok',
        errors: Number(payload.errors ?? 0),
        started: milliseconds(payload.started),
        updated: milliseconds(payload.timestamp),
      });
    },
  };
};
