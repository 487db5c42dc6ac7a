/** The findings as text: two issues and a trace. */
import { duration } from '../lib/print.mjs';

const LAST_BREADCRUMBS = 6;

export function printFindings({ browser, server, trace }) {
  printIssue('In the browser', browser);
  printIssue('On the server', server);
  if (trace) {
    console.log('\nThe trace of both');
    const rows = tree(trace);
    const width = Math.max(...rows.map(({ text }) => text.length));
    for (const { text, side, time } of rows) {
      console.log(`  ${text.padEnd(width)}  ${side.padEnd(7)}  ${time}`.trimEnd());
    }
  }
}

function printIssue(heading, finding) {
  if (!finding) {
    return;
  }
  const { issue, event } = finding;
  console.log(`\n${heading}: ${issue.title}`);
  console.log(`  culprit      ${issue.culprit}`);
  event.exceptions.forEach(({ type, value, frames: [frame] }, index) => {
    if (index > 0) {
      console.log(`  caused by    ${type}: ${value}`);
    }
    if (frame) {
      console.log(`  frame        ${frame.filename}:${frame.lineno} in ${frame.function}`);
      console.log(`               > ${(frame.context_line ?? '').trim()}`);
    }
  });
  event.breadcrumbs.slice(-LAST_BREADCRUMBS).forEach((crumb, index) => {
    console.log(
      `  ${(index === 0 ? 'breadcrumbs' : '').padEnd(12)} ${(crumb.category ?? '').padEnd(10)} ${describe(crumb)}`,
    );
  });
}

function describe({ message, data = {} }) {
  if (data.method) {
    return `${data.method} ${data.url} ${data.status_code ?? ''}`.trim();
  }
  return data.to ? `${data.from} -> ${data.to}` : (message ?? '');
}

/** Spans and errors as rows, parents before children; what has no parent here stands at the top. */
function tree({ spans, errors }) {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const nodes = [
    ...spans.map((span) => ({
      id: span.spanId,
      parent: span.parentSpanId,
      start: span.start,
      text: `${span.op} ${span.description || span.transaction}`,
      side: span.platform,
      time: duration((span.end - span.start) * 1000),
    })),
    ...errors.map(({ spanId, timestamp, title, platform }) => ({
      parent: spanId,
      start: timestamp,
      text: `! ${title}`,
      side: platform,
      time: '',
    })),
  ].sort((a, b) => a.start - b.start);

  const below = (parent, indent) =>
    nodes
      .filter((node) => (ids.has(node.parent) ? node.parent : null) === parent)
      .flatMap((node) => [
        { ...node, text: `${indent}${node.text}`, side: SIDES[node.side] ?? node.side },
        ...(node.id ? below(node.id, `${indent}  `) : []),
      ]);
  return below(null, '');
}

const SIDES = { javascript: 'browser', node: 'server' };
