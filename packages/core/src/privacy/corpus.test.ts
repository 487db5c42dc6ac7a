import { describe, expect, test } from 'vitest';
import { isReadable, LOOK_ALIKES, SECRETS, SURROUNDINGS } from '../../test-support/secrets.ts';
import { createScrubber } from './scrub.ts';

const scrubber = createScrubber({});

describe.each(Object.entries(SURROUNDINGS))('%s', (_, surround) => {
  test.each(SECRETS)('$kind is taken out', ({ secret, text }) => {
    const scrubbed = scrubber.text(surround(text));
    expect(isReadable(secret, scrubbed), scrubbed).toBe(false);
    expect(scrubbed).toContain('[Filtered]');
    expect(scrubber.text(scrubbed)).toBe(scrubbed);
  });

  test.each(LOOK_ALIKES)('$kind stays as it is', ({ text }) => {
    expect(scrubber.text(surround(text))).toBe(surround(text));
  });
});
