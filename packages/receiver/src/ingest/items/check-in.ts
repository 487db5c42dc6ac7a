import { uuidOf } from '../../lib/ids.ts';
import { type JsonRecord, numberOf, recordOf, textOf } from '../../lib/json-values.ts';
import { checkFields, type Shape, shapes } from '../check-fields.ts';
import type { ItemKind } from '../item-kind.ts';

const STATUSES = ['in_progress', 'ok', 'error'];

const FIELDS: Record<string, Shape> = {
  check_in_id: { is: (value) => uuidOf(value) !== undefined, name: 'a UUID of 32 hex digits' },
  monitor_slug: shapes.text,
  status: { is: (value) => STATUSES.includes(value as string), name: `one of ${STATUSES.join(', ')}` },
  duration: { is: (value) => (numberOf(value) ?? -1) >= 0 && Number(value) <= 1e9, name: 'a number of seconds' },
  environment: shapes.text,
  monitor_config: shapes.record,
};

/** A job says how it goes. Source: wire-protocol, "check_in". */
export const readCheckInItem: ItemKind = (payload, _text, { projectId, receivedAt }) => {
  const causes = checkFields(payload, FIELDS, ['check_in_id', 'monitor_slug', 'status']);
  const slug = textOf(payload.monitor_slug, 200);
  if (!slug || causes.length > 0) {
    return { causes: slug === undefined && causes.length === 0 ? ['monitor_slug is empty'] : causes };
  }
  const config = recordOf(payload.monitor_config);
  return {
    write({ projects, monitors }) {
      projects.ensure(projectId);
      monitors.checkIn({
        project_id: projectId,
        slug,
        environment: textOf(payload.environment, 64) ?? 'production',
        check_in_id: uuidOf(payload.check_in_id) ?? '',
        status: String(payload.status),
        seen_at: receivedAt,
        duration: numberOf(payload.duration) ?? null,
        schedule: cleanSchedule(recordOf(config.schedule)),
        margin_minutes: minutesOf(config.checkin_margin),
        max_runtime_minutes: minutesOf(config.max_runtime),
        timezone: textOf(config.timezone, 64) ?? null,
      });
    },
  };
};

function cleanSchedule({ type, value, unit }: JsonRecord): string | null {
  if (type === 'crontab' && typeof value === 'string') {
    return JSON.stringify({ type, value: value.slice(0, 200) });
  }
  const isInterval = type === 'interval' && Number.isInteger(value) && Number(value) > 0 && Number(value) <= 1e6;
  return isInterval && typeof unit === 'string' ? JSON.stringify({ type, value, unit: unit.slice(0, 16) }) : null;
}

function minutesOf(value: unknown): number | null {
  const minutes = numberOf(value);
  return minutes !== undefined && minutes >= 0 && minutes <= 1e6 ? Math.round(minutes) : null;
}
