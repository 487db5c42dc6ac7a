/** Where builds and hosts say which commit runs, the first that is set counts. Source: sdk-behaviour, "Environment". */
const VARIABLES = `GITHUB_SHA CI_MERGE_REQUEST_SOURCE_BRANCH_SHA CI_BUILD_REF CI_COMMIT_SHA BITBUCKET_COMMIT
APPVEYOR_PULL_REQUEST_HEAD_COMMIT APPVEYOR_REPO_COMMIT CODEBUILD_RESOLVED_SOURCE_VERSION AWS_COMMIT_ID BUILD_SOURCEVERSION
GIT_CLONE_COMMIT_HASH BUDDY_EXECUTION_REVISION BUILDKITE_COMMIT CIRCLE_SHA1 CIRRUS_CHANGE_IN_REPO CF_REVISION CM_COMMIT
CF_PAGES_COMMIT_SHA DRONE_COMMIT_SHA FC_GIT_COMMIT_SHA HEROKU_TEST_RUN_COMMIT_VERSION HEROKU_BUILD_COMMIT
HEROKU_SLUG_COMMIT RAILWAY_GIT_COMMIT_SHA RENDER_GIT_COMMIT SEMAPHORE_GIT_SHA TRAVIS_PULL_REQUEST_SHA VERCEL_GIT_COMMIT_SHA
VERCEL_GITHUB_COMMIT_SHA VERCEL_GITLAB_COMMIT_SHA VERCEL_BITBUCKET_COMMIT_SHA ZEIT_GITHUB_COMMIT_SHA ZEIT_GITLAB_COMMIT_SHA
ZEIT_BITBUCKET_COMMIT_SHA CI_COMMIT_ID SOURCE_COMMIT SOURCE_VERSION GIT_COMMIT COMMIT_REF BUILD_VCS_NUMBER`;

/**
 * The release that the environment tells of: `SENTRY_RELEASE`, then what a bundler plugin left in
 * `globalThis.SENTRY_RELEASE`, then the commit that a build or host names; else `fallback`. What `init` takes where it is
 * given none.
 */
export function getSentryRelease(fallback?: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { SENTRY_RELEASE: built } = globalThis as { SENTRY_RELEASE?: { id?: string } };
  return env.SENTRY_RELEASE || built?.id || commitOf(env) || fallback;
}

function commitOf(env: NodeJS.ProcessEnv): string | undefined {
  const name = VARIABLES.split(/\s+/).find((variable) => env[variable]);
  return name && env[name];
}
