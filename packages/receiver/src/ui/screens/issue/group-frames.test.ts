import { describe, expect, it } from 'vitest';
import type { FrameDetail } from '../../../api.ts';
import { frameToOpen, groupFrames } from './group-frames.ts';

function frame(filename: string, in_app?: boolean): FrameDetail {
  return { filename, in_app, original: null, symbolicationError: null };
}

const express = frame('/app/node_modules/express/lib/router.js', false);
const router = frame('/app/node_modules/router/index.js', false);
const node = frame('node:internal/timers', false);
const ours = frame('/app/server.js', true);

describe('groupFrames', () => {
  it('folds neighbouring library frames and keeps the order of the stack', () => {
    const groups = groupFrames([express, router, ours, node]);
    expect(groups.map((group) => [group.kind, group.index])).toEqual([
      ['library', 0],
      ['frame', 2],
      ['library', 3],
    ]);
    expect(groups[0]).toMatchObject({ frames: [express, router] });
  });

  it('names each folded library once, in order of appearance', () => {
    expect(groupFrames([router, express, router, node, ours])[0]).toMatchObject({
      libraries: ['router', 'express', 'Node.js'],
    });
  });

  it('takes a frame that nobody called ours for a library frame', () => {
    expect(groupFrames([frame('<anonymous>'), ours])[0]).toMatchObject({ kind: 'library', libraries: [] });
  });

  it('shows a stack whole when no frame of it is ours', () => {
    expect(groupFrames([express, router]).map((group) => group.kind)).toEqual(['frame', 'frame']);
  });
});

describe('frameToOpen', () => {
  it('is our frame nearest to the throw', () => {
    expect(frameToOpen([express, node, ours, ours])).toBe(2);
  });

  it('is the throwing frame when none is ours, and nothing of an empty stack', () => {
    expect(frameToOpen([express, node])).toBe(0);
    expect(frameToOpen([])).toBe(-1);
  });
});
