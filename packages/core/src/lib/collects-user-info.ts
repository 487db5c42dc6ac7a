import type { ClientOptions } from '../types/client.ts';

/** Whether what tells who somebody is may be collected: `dataCollection` says, without one `sendDefaultPii`. */
export function collectsUserInfo({
  dataCollection,
  sendDefaultPii,
}: Pick<ClientOptions, 'dataCollection' | 'sendDefaultPii'>): boolean | undefined {
  return dataCollection ? (dataCollection.userInfo ?? true) : sendDefaultPii;
}
