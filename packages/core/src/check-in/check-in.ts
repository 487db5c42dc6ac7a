import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import { getClient, getCurrentScope } from '../scope/current.ts';
import { traceContext } from '../scope/trace-context.ts';
import { dynamicSamplingContext } from '../trace/sampling-context.ts';
import type { CheckIn, MonitorConfig, SerializedCheckIn } from '../types/check-in.ts';
import type { Client } from '../types/client.ts';

/**
 * Tells how a scheduled job goes. Returns the check-in's id at once: a new one, or the given one, so that the end of a run
 * can name its start. With `monitorConfig` the monitor is set up or changed. Never throws; one without a slug is dropped.
 */
export function captureCheckIn(checkIn: CheckIn, monitorConfig?: MonitorConfig): string {
  const client = getClient();
  const checkInId = guard(() => givenId(checkIn), undefined) ?? randomUuid();
  if (client?.isEnabled()) {
    const sent = guard(() => send({ ...checkIn, checkInId }, monitorConfig, client), false);
    if (!sent) {
      client.recordDroppedEvent('invalid', 'monitor');
    }
  }
  return checkInId;
}

type KnownCheckIn = CheckIn & { checkInId: string; duration?: number };

function givenId({ checkInId }: Partial<KnownCheckIn>): string | undefined {
  return typeof checkInId === 'string' && checkInId ? checkInId : undefined;
}

function send(checkIn: KnownCheckIn, config: MonitorConfig | undefined, client: Client): boolean {
  const { monitorSlug, status, checkInId, duration } = checkIn;
  const { release, environment } = client.getOptions();
  const scope = getCurrentScope().getScopeData();
  const serialized: SerializedCheckIn = {
    check_in_id: checkInId.replaceAll('-', '').toLowerCase(),
    monitor_slug: monitorSlug && String(monitorSlug),
    status,
    duration: duration !== undefined && duration >= 0 ? duration : undefined,
    release,
    environment,
    monitor_config: config?.schedule && serializeConfig(config),
    contexts: { trace: traceContext(scope) },
  };
  if (!serialized.monitor_slug) {
    return false;
  }
  const trace = dynamicSamplingContext(scope, client);
  // Frozen as it came in, it may lack what a server needs.
  client.sendEnvelope([{ trace: trace.public_key ? trace : undefined }, [[{ type: 'check_in' }, serialized]]]);
  return true;
}

function serializeConfig(config: MonitorConfig): SerializedCheckIn['monitor_config'] {
  const { schedule, timezone, owner } = config;
  return {
    schedule,
    checkin_margin: config.checkinMargin,
    max_runtime: config.maxRuntime,
    timezone,
    failure_issue_threshold: config.failureIssueThreshold,
    recovery_threshold: config.recoveryThreshold,
    owner,
  };
}
