import { readFileSync } from 'node:fs';
import type { Contexts } from '@vedette/core';

type Environment = Record<string, string | undefined>;
/** What a file says; `undefined` when it cannot be read. */
type ReadFile = (path: string) => string | undefined;

/** Names of environment variables by the key that their value gets. */
type Names = Record<string, string>;

interface Cloud {
  /** Set where the program runs there, and nowhere else. */
  sign: string;
  provider: string;
  platform: string;
  names: Names;
}

/**
 * What providers tell a program of itself. Keys are those of OpenTelemetry, the first sign that is set decides: what runs
 * inside of something else stands before it. Sources: the providers' pages on their environment.
 */
const CLOUDS: Cloud[] = [
  {
    sign: 'AWS_LAMBDA_FUNCTION_NAME',
    provider: 'aws',
    platform: 'aws_lambda',
    names: { 'faas.name': 'AWS_LAMBDA_FUNCTION_NAME', 'faas.version': 'AWS_LAMBDA_FUNCTION_VERSION' },
  },
  { sign: 'ECS_CONTAINER_METADATA_URI_V4', provider: 'aws', platform: 'aws_ecs', names: {} },
  { sign: 'ELASTIC_BEANSTALK_ENVIRONMENT_NAME', provider: 'aws', platform: 'aws_elastic_beanstalk', names: {} },
  {
    sign: 'FUNCTION_TARGET',
    provider: 'gcp',
    platform: 'gcp_cloud_functions',
    names: { 'faas.name': 'K_SERVICE', 'faas.version': 'K_REVISION' },
  },
  {
    sign: 'K_SERVICE',
    provider: 'gcp',
    platform: 'gcp_cloud_run',
    names: { 'faas.name': 'K_SERVICE', 'faas.version': 'K_REVISION' },
  },
  {
    sign: 'GAE_SERVICE',
    provider: 'gcp',
    platform: 'gcp_app_engine',
    names: { 'faas.name': 'GAE_SERVICE', 'faas.version': 'GAE_VERSION' },
  },
  {
    sign: 'FUNCTIONS_EXTENSION_VERSION',
    provider: 'azure',
    platform: 'azure_functions',
    names: { 'faas.name': 'WEBSITE_SITE_NAME' },
  },
  {
    sign: 'WEBSITE_SITE_NAME',
    provider: 'azure',
    platform: 'azure_app_service',
    names: { 'host.id': 'WEBSITE_INSTANCE_ID' },
  },
  { sign: 'FC_FUNCTION_NAME', provider: 'alibaba_cloud', platform: 'alibaba_cloud_fc', names: {} },
  { sign: 'TENCENTCLOUD_RUNENV', provider: 'tencent_cloud', platform: 'tencent_cloud_scf', names: {} },
  { sign: 'CE_APP', provider: 'ibm_cloud', platform: 'ibm_cloud_code_engine', names: {} },
  { sign: 'VERCEL', provider: 'vercel', platform: 'vercel', names: {} },
  { sign: 'NETLIFY', provider: 'netlify', platform: 'netlify', names: {} },
  { sign: 'FLY_APP_NAME', provider: 'fly_io', platform: 'fly_io', names: { 'host.id': 'FLY_MACHINE_ID' } },
  { sign: 'DYNO', provider: 'heroku', platform: 'heroku', names: { 'host.id': 'DYNO' } },
  { sign: 'RENDER', provider: 'render', platform: 'render', names: { 'host.id': 'RENDER_INSTANCE_ID' } },
  { sign: 'RAILWAY_ENVIRONMENT_ID', provider: 'railway', platform: 'railway', names: {} },
];

const REGIONS = [
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'FUNCTION_REGION',
  'CLOUD_RUN_REGION',
  'REGION_NAME',
  'FC_REGION',
  'TENCENTCLOUD_REGION',
  'CE_REGION',
  'VERCEL_REGION',
  'FLY_REGION',
  'RAILWAY_REPLICA_REGION',
];
const ACCOUNTS = ['GOOGLE_CLOUD_PROJECT', 'GCP_PROJECT', 'FC_ACCOUNT_ID', 'TENCENTCLOUD_UIN'];

/** Which cloud a program runs on, as far as its environment tells; nobody is asked over the network. */
export function cloudContext(env: Environment): Contexts[string] {
  const cloud = CLOUDS.find(({ sign }) => env[sign]);
  const first = (names: string[]): string | undefined => names.map((name) => env[name]).find(Boolean);
  return (
    cloud && {
      'cloud.provider': cloud.provider,
      'cloud.platform': cloud.platform,
      'cloud.region': first(REGIONS),
      'cloud.account.id': first(ACCOUNTS),
      ...Object.fromEntries(Object.entries(cloud.names).map(([key, name]) => [key, env[name]])),
    }
  );
}

/** Where a pod finds what Kubernetes gives it. */
const NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/** The pod a program runs in; the names beyond the usual are those that people give to the downward API. */
export function kubernetesContext(env: Environment, read: ReadFile = readText): Contexts[string] {
  return env.KUBERNETES_SERVICE_HOST
    ? {
        'k8s.pod.name': env.POD_NAME ?? env.K8S_POD_NAME ?? env.HOSTNAME,
        'k8s.namespace.name': env.POD_NAMESPACE ?? env.K8S_NAMESPACE ?? read(NAMESPACE_FILE)?.trim(),
        'k8s.node.name': env.NODE_NAME ?? env.K8S_NODE_NAME,
        'k8s.cluster.name': env.CLUSTER_NAME,
        'k8s.container.name': env.CONTAINER_NAME,
      }
    : undefined;
}

/** The container a program runs in. Its id stands in the first version of control groups, in the second among mounts. */
export function containerContext(read: ReadFile = readText): Contexts[string] {
  const id =
    /[/:-]([0-9a-f]{64})(?:\.scope)?$/m.exec(read('/proc/self/cgroup') ?? '')?.[1] ??
    /containers\/([0-9a-f]{64})\//.exec(read('/proc/self/mountinfo') ?? '')?.[1];
  return id ? { 'container.id': id } : undefined;
}

/** Only of files that the kernel keeps in memory, so that reading does not wait for a disk. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
