import { instrumentCron } from './instrument-cron.ts';
import { instrumentNodeCron } from './instrument-node-cron.ts';
import { instrumentNodeSchedule } from './instrument-node-schedule.ts';

/** Schedulers whose jobs tell how they go: each returns the given library, watched. */
export const cron = { instrumentCron, instrumentNodeCron, instrumentNodeSchedule };
