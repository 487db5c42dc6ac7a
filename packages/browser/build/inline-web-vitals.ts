import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { type Change, changeText } from './change-text.ts';

/**
 * Takes web-vitals into the bundle, without what nobody here asks it for: soft navigations, which are an option of it,
 * ratings, ids and differences of metrics, and the estimate of a count that engines tell themselves. How a vital is
 * measured is the package's. Fails the build when a new version does not look as expected.
 */
export function inlineWebVitals(): Plugin {
  return {
    name: 'inline-web-vitals',
    setup(build) {
      build.onLoad({ filter: /[\\/]web-vitals[\\/]dist[\\/]modules[\\/].*\.js$/ }, async (file) => {
        const name = path.basename(file.path, '.js');
        const contents = changeText(`${name} of web-vitals`, await readFile(file.path, 'utf8'), CHANGES[name] ?? []);
        return { contents };
      });
    },
  };
}

/** Soft navigations: in what is heard, in what is asked for, and what is done then. */
const NO_SOFT_ENTRIES: Change = [/if \(entry\.entryType === 'soft-navigation'\) \{.*?\n\s+\}/gs, ''];
const NO_SOFT_TYPE: Change = [/(const types = .*?;)\s+if \(.*?\}/gs, '$1'];
const NO_SOFT_HANDLER: Change = [/const handleSoftNavEntry = .*?\};/gs, ''];
/** One metric of a kind there is, so that nobody shares what belongs to it. */
const OWN_STATE: Change = [/initUnique\(opts, (\w+)\)/g, 'new $1()'];
/** A metric is told of whenever it has changed; how good it is need not be known. */
const ALL_CHANGES: Change = [/, \w+Thresholds, opts\.reportAllChanges/g, ''];
const REPORT: Change = ['report(true)', 'report()'];
/** A page that came back has no id of its own. */
const NO_IDS: Change = [/(navigationType), navigationId[\w, ]*/g, '$1'];
const RESTORED: Change = [/('back-forward-cache'), metric\..*?\(\)\)/gs, '$1)'];
/** What metrics with attribution hang in. */
const NO_HOOKS: Change = [/(?:this\.)?_on(?:Before|After)Processing.*/g, ''];

/** What is changed in each of its files. */
const CHANGES: Record<string, Change[]> = {
  onCLS: [
    NO_SOFT_ENTRIES,
    NO_SOFT_TYPE,
    NO_SOFT_HANDLER,
    OWN_STATE,
    ALL_CHANGES,
    REPORT,
    NO_IDS,
    RESTORED,
    ['forceReport = false', ''],
    ['report(forceReport)', 'report()'],
    // What it has just done.
    [/(takeRecords\(\)\);)\s+report\(\);/g, '$1'],
  ],
  onFCP: [
    ALL_CHANGES,
    REPORT,
    RESTORED,
    [/const (?:softNavsEnabled|fcpEntryManager) = .*/g, ''],
    [/if \(softNavsEnabled\).*(?=\n\s+\}\);\n\};)/gs, ''],
    [/metric\.navigationId = .*/g, ''],
  ],
  onINP: [
    NO_SOFT_ENTRIES,
    NO_SOFT_TYPE,
    NO_SOFT_HANDLER,
    OWN_STATE,
    ALL_CHANGES,
    NO_IDS,
    RESTORED,
    [', forceReport = false', ''],
    [/if \(forceReport\) \{.*?\}/gs, ''],
    ['takeRecords(), true', 'takeRecords()'],
    [/\.\.\.opts,|opts\.durationThreshold \?\? /g, ''],
    ['initInteractionCountPolyfill();', ''],
  ],
  onLCP: [
    // The same name as in the others.
    [/\bnavigation, /g, 'navigationType, '],
    [/if \(navigation === .*?\n\s+\}/gs, ''],
    NO_SOFT_TYPE,
    NO_SOFT_HANDLER,
    ALL_CHANGES,
    REPORT,
    NO_IDS,
    RESTORED,
    [/const (?:softNavsEnabled|lcpEntryManager) = .*/g, ''],
    // Of each entry, all of one kind, no more is left than this.
    [/if \(!opts\.reportAllChanges.*?(?=for \(const entry)/gs, ''],
    [/if \(!entry\).*?(?=\/\/ Only report if)/gs, ''],
    ['renderTime < ', 'entry.startTime < '],
    ['= value;', '= Math.max(entry.startTime - getActivationStart(), 0);'],
    ['= metricEntries;', '= [entry];'],
    // Engines tell of no paint any more once somebody has clicked or pressed a key, and those before are told of.
    [
      /const finalizeEventTypes = .*?(?=\/\/ Only report after)/gs,
      // Those that nobody was told of yet are of this page too.
      'visibilityWatcher.onHidden(() => { handleEntries(po.takeRecords()); po.disconnect(); });',
    ],
    [/(?:let )?isFinalized = .*/g, ''],
    // What `initNewLCPMetric` has just done.
    [/(initNewLCPMetric\('back-forward-cache'\);)\s+report = .*/g, '$1'],
  ],
  InteractionManager: [
    NO_HOOKS,
    // Chromium, Firefox and WebKit count by themselves.
    [/import .*/g, ''],
    ['getInteractionCount()', '(performance.interactionCount ?? 0)'],
    [/navigationType === 'soft-navigation' \|\|/g, ''],
    [/_(?:longestInteraction|prevInteraction)/g, ''],
  ],
  LayoutShiftManager: [NO_HOOKS],
  bindReporter: [
    // The license asks that changes are told of.
    [/^/g, '/*! web-vitals 6.2.3, changed, Apache-2.0, https://github.com/GoogleChrome/web-vitals */\n'],
    [', thresholds, reportAllChanges', ''],
    ['(forceReport) =>', '() =>'],
    ['let delta;', ''],
    [/if \(forceReport.*?undefined\) \{/gs, 'if (metric.value !== prevValue) {{'],
    [/metric\.(?:delta|rating) = .*/g, ''],
  ],
  getVisibilityWatcher: [
    ['reset = false', ''],
    [/if \(reset\).*?\}/gs, ''],
  ],
  initMetric: [
    [/, navigationId = 0.*?\)/g, ')'],
    [/const hardNavId = .*/g, ''],
    [/(?:rating|delta|id|navigationId|navigationInteractionId|navigationURL|navigationStartTime): .*/g, ''],
  ],
  // Entries of more than one type are in order for us: which of two is heard first does not matter to an interaction.
  observe: [[/if \(supportedTypes\.length > 1\).*?\}\);\n\s+\}/gs, '']],
  // What has run does not run again.
  whenIdleOrHidden: [[/const cIC = .*|cIC\(idleHandle\);|let idleHandle = .*|idleHandle = /g, '']],
};
