/** Holds what a run measured against what we promise. */

/**
 * A verdict for each promise, in order: `{ what, goal, unit, ours, peer, floor, ratio, designRatio, verdict }`. `ours`, `peer` and
 * `floor` are summaries as `figuresOf` has them, `undefined` where nothing was measured; `ratio` says how many times better
 * than the peer we are. `verdict` is `held`, `missed`, or `not measured`.
 */
export function judge(promises, families) {
  return promises.map((promise) => {
    const { what, goal, unit, of, isLeast = Boolean(of), designPeer, readme } = promise;
    const [familyName, scenarioName, key] = promise.read;
    const scenario = families[familyName]?.scenarios.find(({ name }) => name === scenarioName);
    const figureOf = (contestant) => scenario?.figures[contestant]?.[key];
    const triedOf = (contestant) => scenario?.figures[contestant]?.[of]?.median;
    const names = { ours: 'ours', peer: 'sentry', floor: 'floor', ...promise };
    const [ours, peer, floor] = [names.ours, names.peer, names.floor].map(figureOf);
    const tried = of && { ours: triedOf(names.ours), peer: triedOf(names.peer) };
    const share = (figure, all) => (figure === undefined ? undefined : figure.median / (of ? all : 1));
    const ratio = timesBetter(share(ours, tried?.ours), share(peer, tried?.peer), isLeast);
    const designRatio = designPeer && timesBetter(goal, designPeer, isLeast);
    const verdict = ours ? (isHeld() ? 'held' : 'missed') : 'not measured';
    return { what, goal, unit, isLeast, of, tried, ours, peer, floor, ratio, designRatio, verdict, readme };

    function isHeld() {
      if (of) {
        return ours.median >= tried.ours;
      }
      return isLeast ? ours.median >= goal : ours.median <= goal;
    }
  });
}

function timesBetter(ours, peer, isLeast) {
  const factor = isLeast ? ours / peer : peer / ours;
  return Number.isFinite(factor) && factor > 0 ? factor : undefined;
}
