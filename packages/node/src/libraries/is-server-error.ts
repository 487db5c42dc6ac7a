/** Whether an error is none that was foreseen: its status, if it has one, is not from 300 to 499. */
export function isServerError(error: unknown): boolean {
  const { status, statusCode = status } = (error ?? {}) as { status?: unknown; statusCode?: unknown };
  return !(typeof statusCode === 'number' && statusCode >= 300 && statusCode < 500);
}
