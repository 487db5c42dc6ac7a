/**
 * How many events a second our receiver takes so that they are on the disk: errors with 30 frames and 20 breadcrumbs, of
 * forty kinds, sent by another process over connections that are kept alive, each waiting for its answer. When time is up
 * the receiver is killed without warning and started again, and has to have every event that it said yes to.
 *
 * Both processes share the machine's cores, as an application and its receiver do. Nobody else makes such a receiver, so it
 * stands beside nobody. This is the one figure by the clock: a busy machine makes it smaller, the CPU time beside it does not.
 */
import path from 'node:path';
import { isQuick } from './lib/mode.mjs';

const SECONDS = isQuick ? 3 : 5;

export const receiver = [
  {
    name: 'load',
    title: `errors over 32 connections for ${SECONDS} seconds`,
    programs: { ours: [path.join(import.meta.dirname, 'receiver', 'load.mjs'), `${SECONDS}`] },
    columns: [
      ['events/s', 'perSecond'],
      ['CPU us an event', 'cpuUs'],
      ['p99 ms', 'p99Ms'],
      ['answered with yes', 'acknowledged'],
      ['of those lost by the kill', 'lost'],
    ],
    isCount: true,
    rounds: isQuick ? 1 : 15,
  },
];
