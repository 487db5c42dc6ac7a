/** Why a request is not taken; becomes the status and the JSON body of the answer. */
export interface Refusal {
  status: 400 | 403 | 404 | 413 | 415 | 503;
  detail: string;
  causes?: string[];
  /** Items that were stored all the same. */
  kept?: number;
}

export function refuse(status: Refusal['status'], detail: string, more: Partial<Refusal> = {}): Refusal {
  return { status, detail, ...more };
}

export function isRefusal(value: object): value is Refusal {
  return 'status' in value && 'detail' in value;
}
