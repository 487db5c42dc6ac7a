import { describe, expect, test } from 'vitest';
import { cloudContext, containerContext, kubernetesContext } from './surroundings.ts';

const ID = '0123456789abcdef'.repeat(4);
const files = (contents: Record<string, string>) => (path: string) => contents[path];

describe('the cloud', () => {
  test.each([
    [
      { AWS_LAMBDA_FUNCTION_NAME: 'f', AWS_LAMBDA_FUNCTION_VERSION: '3', AWS_REGION: 'eu-west-1' },
      {
        'cloud.provider': 'aws',
        'cloud.platform': 'aws_lambda',
        'cloud.region': 'eu-west-1',
        'faas.name': 'f',
        'faas.version': '3',
      },
    ],
    [
      { ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/x', AWS_REGION: 'us-east-1' },
      { 'cloud.provider': 'aws', 'cloud.platform': 'aws_ecs', 'cloud.region': 'us-east-1' },
    ],
    [
      { FUNCTION_TARGET: 'main', K_SERVICE: 'shop', K_REVISION: 'shop-1', GOOGLE_CLOUD_PROJECT: 'p1' },
      { 'cloud.platform': 'gcp_cloud_functions', 'cloud.account.id': 'p1', 'faas.name': 'shop' },
    ],
    [{ K_SERVICE: 'shop' }, { 'cloud.provider': 'gcp', 'cloud.platform': 'gcp_cloud_run' }],
    [
      { WEBSITE_SITE_NAME: 'shop', REGION_NAME: 'West Europe', WEBSITE_INSTANCE_ID: 'i7' },
      { 'cloud.platform': 'azure_app_service', 'cloud.region': 'West Europe', 'host.id': 'i7' },
    ],
    [
      { FUNCTIONS_EXTENSION_VERSION: '~4', WEBSITE_SITE_NAME: 'fn' },
      { 'cloud.platform': 'azure_functions', 'faas.name': 'fn' },
    ],
    [
      { VERCEL: '1', VERCEL_REGION: 'fra1' },
      { 'cloud.provider': 'vercel', 'cloud.region': 'fra1' },
    ],
    [{ DYNO: 'web.1' }, { 'cloud.provider': 'heroku', 'host.id': 'web.1' }],
  ])('of %j', (env, expected) => {
    expect(cloudContext(env)).toMatchObject(expected);
  });

  test('is not guessed from a region that somebody has set for a client', () => {
    expect(cloudContext({ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', HOME: '/root' })).toBeUndefined();
  });

  test('tells no key or secret of the environment', () => {
    const env = { AWS_LAMBDA_FUNCTION_NAME: 'f', AWS_SECRET_ACCESS_KEY: 'geheim', AWS_SESSION_TOKEN: 'geheim' };
    expect(JSON.stringify(cloudContext(env))).not.toContain('geheim');
  });
});

describe('the pod', () => {
  const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1', HOSTNAME: 'shop-5d4f-x2' };

  test('is known by its host name and the namespace that is mounted', () => {
    const read = files({ '/var/run/secrets/kubernetes.io/serviceaccount/namespace': 'prod\n' });
    expect(kubernetesContext(env, read)).toMatchObject({
      'k8s.pod.name': 'shop-5d4f-x2',
      'k8s.namespace.name': 'prod',
    });
  });

  test('is known by what the downward API was told to set', () => {
    const given = { ...env, POD_NAME: 'shop-0', POD_NAMESPACE: 'blue', NODE_NAME: 'node-3' };
    expect(kubernetesContext(given, () => undefined)).toMatchObject({
      'k8s.pod.name': 'shop-0',
      'k8s.namespace.name': 'blue',
      'k8s.node.name': 'node-3',
    });
  });

  test('is none elsewhere', () => {
    expect(kubernetesContext({ HOSTNAME: 'laptop' }, () => 'prod')).toBeUndefined();
  });
});

describe('the container', () => {
  test.each([
    ['/proc/self/cgroup', `12:cpu:/docker/${ID}\n11:memory:/docker/${ID}`],
    ['/proc/self/cgroup', `0::/system.slice/docker-${ID}.scope`],
    ['/proc/self/cgroup', `1:name=systemd:/kubepods/burstable/pod1a2b/cri-containerd:${ID}`],
    ['/proc/self/mountinfo', `600 590 8:1 /var/lib/docker/containers/${ID}/hostname /etc/hostname rw`],
    ['/proc/self/mountinfo', `1 2 8:1 /containers/storage/overlay-containers/${ID}/userdata/hosts /etc/hosts rw`],
  ])('is read from %s: %s', (file, text) => {
    expect(containerContext(files({ [file]: text }))).toEqual({ 'container.id': ID });
  });

  test('is none outside of one', () => {
    expect(containerContext(files({ '/proc/self/cgroup': '0::/user.slice/session-2.scope\n' }))).toBeUndefined();
    expect(containerContext(() => undefined)).toBeUndefined();
  });
});
