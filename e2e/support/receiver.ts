import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type EventDetail,
  type IssueDetail,
  type IssueList,
  type IssueSummary,
  startReceiver,
  type TraceDetail,
} from '@vedette/receiver';
import { shopFolder } from './paths.ts';

/** A real receiver with a database of its own, and what its JSON API answers. */
export interface TestReceiver {
  url: string;
  dsn: string;
  issues(): Promise<IssueSummary[]>;
  issue(id: string): Promise<IssueDetail>;
  event(id: string): Promise<EventDetail>;
  trace(id: string): Promise<TraceDetail>;
  close(): Promise<void>;
}

export async function startTestReceiver(): Promise<TestReceiver> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vedette-e2e-'));
  const receiver = await startReceiver({
    port: 0,
    db: path.join(folder, 'receiver.db'),
    sourceMaps: [path.join(shopFolder, 'dist')],
  });
  const get = async <T>(where: string): Promise<T> => {
    const response = await fetch(`${receiver.url}/api/0/${where}`);
    if (!response.ok) {
      throw new Error(`${where} was answered ${response.status}: ${await response.text()}`);
    }
    return response.json() as Promise<T>;
  };
  return {
    url: receiver.url,
    dsn: receiver.dsn,
    issues: async () => (await get<IssueList>('issues')).issues,
    issue: (id) => get(`issues/${id}`),
    event: (id) => get(`events/${id}`),
    trace: (id) => get(`traces/${id}`),
    async close() {
      await receiver.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
