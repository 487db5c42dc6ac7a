import type { Integration } from '../types/client.ts';
import { recordFlag } from './record-flag.ts';

type Listener = (event: { gate: { name: string; value: boolean } }) => void;

/** What is used of Statsig's client. */
export interface StatsigClient {
  on(event: 'gate_evaluation', listener: Listener): void;
  off?(event: 'gate_evaluation', listener: Listener): void;
}

/** Records the gates that Statsig evaluates. */
export function statsigIntegration({ featureFlagClient }: { featureFlagClient: StatsigClient }): Integration {
  return {
    name: 'Statsig',
    setup() {
      const hear: Listener = (event) => recordFlag(event?.gate?.name, event?.gate?.value);
      featureFlagClient.on('gate_evaluation', hear);
      return () => featureFlagClient.off?.('gate_evaluation', hear);
    },
  };
}
