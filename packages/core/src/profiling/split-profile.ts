import type { SampledProfile } from './sampled-profile.ts';

/**
 * Characters of JSON that one chunk may come to. What leaves a client ends where it is larger than a server takes, by an
 * estimate that is careful with short numbers, of which a profile is full: up to two and a half times of its JSON.
 */
const MAX_JSON = 300_000;

/** A profile in as many parts, one after the other in time, as it takes for each of them to leave whole. */
export function splitProfile(profile: SampledProfile): SampledProfile[] {
  const { samples } = profile;
  if (samples.length < 2 || JSON.stringify(profile).length <= MAX_JSON) {
    return [profile];
  }
  const half = samples.length >> 1;
  return [samples.slice(0, half), samples.slice(half)].flatMap((part) => splitProfile(only(part, profile)));
}

/** These samples with the stacks and frames that they need. */
function only(taken: SampledProfile['samples'], profile: SampledProfile): SampledProfile {
  const frames = renumber(profile.frames);
  const stacks = renumber(profile.stacks);
  const samples = taken.map((sample) => ({ ...sample, stack_id: stacks.idOf(sample.stack_id) }));
  return {
    ...profile,
    samples,
    stacks: stacks.used.map((stack) => stack.map(frames.idOf)),
    frames: frames.used,
  };
}

/** Numbers again what is used of a list, in the order of its first use. */
function renumber<T>(list: T[]): { used: T[]; idOf(before: number): number } {
  const used: T[] = [];
  const ids = new Map<number, number>();
  return {
    used,
    idOf(before) {
      const id = ids.get(before) ?? used.push(list[before] as T) - 1;
      ids.set(before, id);
      return id;
    },
  };
}
