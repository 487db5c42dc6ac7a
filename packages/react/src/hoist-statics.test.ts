import { describe, expect, it } from 'vitest';
import { hoistStatics } from './hoist-statics.ts';

describe('hoistStatics', () => {
  it('gives a wrapper what the host put on the component, also getters and symbols', () => {
    const mark = Symbol('mark');
    const wrapped = Object.defineProperty(
      Object.assign(() => null, { getLayout: () => 'layout', [mark]: 1 }),
      'lazy',
      { get: () => 'read' },
    );
    const wrapper = hoistStatics(() => null, wrapped) as unknown as typeof wrapped & { lazy: string };
    expect(wrapper.getLayout()).toBe('layout');
    expect(wrapper[mark]).toBe(1);
    expect(wrapper.lazy).toBe('read');
  });

  it('leaves what the wrapper has itself, and what belongs to React or to functions', () => {
    const wrapped = Object.assign(() => null, {
      displayName: 'Wrapped',
      defaultProps: { size: 1 },
      getDerivedStateFromProps: () => null,
      title: 'wrapped',
    });
    const wrapper = hoistStatics(
      Object.assign(() => null, { title: 'wrapper' }),
      wrapped,
    );
    expect({ ...wrapper }).toEqual({ title: 'wrapper' });
    expect(wrapper.name).not.toBe('wrapped');
  });

  it('gives what it can to a wrapper that is frozen', () => {
    const wrapper = Object.freeze(() => null);
    expect(
      hoistStatics(
        wrapper,
        Object.assign(() => null, { title: 'wrapped' }),
      ),
    ).toBe(wrapper);
  });
});
