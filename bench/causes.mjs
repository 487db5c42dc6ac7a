/**
 * What profiles have told of why a promise is missed, by what `promises.mjs` calls it; shown only while it is. Where
 * nobody knows the whole of it, this says so.
 */
const WEIGHT = 'spread evenly over what is on by default, no file of ours above 1.3 kB (docs/decisions/0008 and 0015)';
const EVENT =
  'a request that is sent is 35 us of building, cleaning and writing a transaction and 30 of posting it once all of it is warm, and three times that between the work of an application; the same by hand, one post for each, is half of ours';
const UNQUIET = 'the bare runs are further apart than that';

export const causes = {
  'browser: capture only, gzip': WEIGHT,
  'browser: `init` with all default integrations, gzip': WEIGHT,
  'browser: with tracing and web vitals, gzip': `${WEIGHT}; tracing and vitals are 9.6 kB of it`,
  'react: `init` and `ErrorBoundary`, gzip': WEIGHT,
  'browser: compile and `init`':
    'a script and one request, without any SDK, take 4.5 ms of it; the session that is sent takes 2 ms of code that runs for the first time, and what listens to the page another 3',
  'browser: compile and `init`, with tracing':
    'the same, and the page load with its resources is built and sent once more',
  'browser: added to a click': 'known in part: writing the path of the element takes 1.6 us',
  'browser: added to a fetch with tracing':
    'a span is 1.1 kB, half of it the timings of the request; headers for the trace make the request itself dearer',
  'browser: one capture': 'the walk over the payload takes 44 % and the reading of the stack 20 %',
  'Node: load and `init`, ESM': 'half of it is the engine reading 250 kB of text (docs/decisions/0009)',
  'Node: load and `init`, CJS': 'half of it is the engine reading 250 kB of text (docs/decisions/0009)',
  'Express 5: added to a request, tracing off': UNQUIET,
  'Express 5: added to a request, rate 0': UNQUIET,
  'Express 5: added to a request, rate 0.1': `${EVENT}; a tenth of them is never warm`,
  'Express 5: added to a request, rate 1': EVENT,
  'Node: a capture with 100 breadcrumbs and 30 frames':
    'the compiler is still at work: 172 to 177 us after 6,000 captures, with its threads counted in before',
  'Node: a span, sampled': 'ids, times and attributes, of which the same by hand takes 1.2 us',
  'Node: `addBreadcrumb`':
    'the host may change what it gave, so it is copied, and it is given its time; a list by hand that forgets its oldest one by one takes longer',
};
