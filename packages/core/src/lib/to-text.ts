import { guard } from './guard.ts';

/** A value as text, also one that refuses to be. */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value : guard(() => String(value), '[value cannot be serialized]');
}
