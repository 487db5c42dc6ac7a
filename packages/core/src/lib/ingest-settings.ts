import type { Client } from '../types/client.ts';
import { collectsUserInfo } from './collects-user-info.ts';

/**
 * Tells the backend whether it may fill in what a batch's connection tells of somebody; nothing outside of browsers, for
 * only their address and user agent are those of a person. Source: wire-protocol, "Batched containers".
 */
export function ingestSettings({
  platform,
  getOptions,
}: Client): { ingest_settings: { infer_ip: 'auto' | 'never'; infer_user_agent: 'auto' | 'never' } } | undefined {
  const infer = collectsUserInfo(getOptions()) ? 'auto' : 'never';
  return platform.name === 'javascript' ? { ingest_settings: { infer_ip: infer, infer_user_agent: infer } } : undefined;
}
