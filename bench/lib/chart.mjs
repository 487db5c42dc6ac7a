/**
 * A line chart on two logarithmic axes, as SVG text that stands for itself: no script, no font, colours for light and dark
 * by what the reader prefers. Lines differ by dash and mark as well as by colour.
 */

const WIDTH = 640;
const HEIGHT = 360;
const PLOT = { left: 92, right: 28, top: 44, bottom: 52 };

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-size: 14px; font-weight: 600 }
  .grid { stroke: #d0d7de }
  .guide { stroke: #8c959f; stroke-dasharray: 2 4; fill: none }
  .line { fill: none; stroke-width: 2 }
  .s0 { stroke: #0969da } .m0 { fill: #0969da }
  .s1 { stroke: #bc4c00; stroke-dasharray: 7 3 } .m1 { fill: #bc4c00 }
  .s2 { stroke: #6e7781; stroke-dasharray: 2 3 } .m2 { fill: #6e7781 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .grid { stroke: #3d444d }
    .guide { stroke: #6e7681 }
    .s0 { stroke: #58a6ff } .m0 { fill: #58a6ff }
    .s1 { stroke: #f0883e } .m1 { fill: #f0883e }
    .s2 { stroke: #9198a1 } .m2 { fill: #9198a1 }
  }`;

const MARKS = [
  (x, y) => `<circle class="m0" cx="${x}" cy="${y}" r="3.5"/>`,
  (x, y) => `<rect class="m1" x="${round(x - 3)}" y="${round(y - 3)}" width="6" height="6"/>`,
  (x, y) => `<path class="m2" d="M${x} ${round(y - 4)}l4 7h-8z"/>`,
];

/**
 * `lines`: at most three, `{ name, points: [{ x, y }] }`, all y above 0. An x of 0 stands half a decade left of 1.
 * `description` is what somebody hears who does not see the chart. A dotted guide shows what linear growth looks like.
 */
export function lineChart({ title, description, xLabel, yLabel, lines }) {
  const all = lines.flatMap(({ points }) => points);
  const [xs, ys] = [all.map(({ x }) => logOf(x)), all.map(({ y }) => Math.log10(y))];
  const xAxis = axis(Math.min(...xs), Math.max(...xs), PLOT.left, WIDTH - PLOT.right);
  const yAxis = axis(Math.floor(Math.min(...ys)), Math.ceil(Math.max(...ys)), HEIGHT - PLOT.bottom, PLOT.top);
  const parts = [
    `<title id="t">${escapeText(title)}</title>`,
    `<desc id="d">${escapeText(description)}</desc>`,
    `<style>${STYLE}</style>`,
    `<text class="title" x="${PLOT.left}" y="20">${escapeText(title)}</text>`,
    ...xTicks(all.some(({ x }) => x === 0)).map((size) => xTick(size, xAxis)),
    ...decades(yAxis).map((decade) => yTick(decade, yAxis)),
    `<text x="${(PLOT.left + WIDTH - PLOT.right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${escapeText(xLabel)}</text>`,
    `<text x="16" y="${HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 16 ${HEIGHT / 2})">${escapeText(yLabel)}</text>`,
    guide(lines[0].points.at(-1), xAxis, yAxis),
    ...lines.map(({ points }, index) => line(points, index, xAxis, yAxis)),
    ...legend(lines),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="t d">
${parts.filter(Boolean).join('\n')}
</svg>
`;
}

/** Maps logarithms from `min..max` to pixels. */
function axis(min, max, from, to) {
  const span = max - min || 1;
  return { min, max, at: (value) => round(from + ((value - min) / span) * (to - from)) };
}

function logOf(x) {
  return x === 0 ? -0.5 : Math.log10(x);
}

function xTicks(hasZero) {
  return [...(hasZero ? [0] : []), 1, 10, 100, 1000, 10_000, 100_000];
}

function xTick(size, xAxis) {
  const position = logOf(size);
  if (position < xAxis.min - 0.01 || position > xAxis.max + 0.01) {
    return '';
  }
  const x = xAxis.at(position);
  const bottom = HEIGHT - PLOT.bottom;
  return `<path class="grid" d="M${x} ${PLOT.top}V${bottom}"/><text x="${x}" y="${bottom + 18}" text-anchor="middle">${grouped(size)}</text>`;
}

function decades({ min, max }) {
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

function yTick(decade, yAxis) {
  const y = yAxis.at(decade);
  const right = WIDTH - PLOT.right;
  return `<path class="grid" d="M${PLOT.left} ${y}H${right}"/><text x="${PLOT.left - 8}" y="${y + 4}" text-anchor="end">${grouped(10 ** decade)}</text>`;
}

/** Linear growth towards a point, from where it enters the plot. */
function guide({ x, y }, xAxis, yAxis) {
  const [endX, endY] = [logOf(x), Math.log10(y)];
  const decadesBack = Math.min(endX - Math.max(0, xAxis.min), endY - yAxis.min);
  const [fromX, fromY] = [endX - decadesBack, endY - decadesBack];
  return `<path class="guide" d="M${xAxis.at(fromX)} ${yAxis.at(fromY)}L${xAxis.at(endX)} ${yAxis.at(endY)}"/>`;
}

function line(points, index, xAxis, yAxis) {
  const places = points.map(({ x, y }) => [xAxis.at(logOf(x)), yAxis.at(Math.log10(y))]);
  const path = places.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return `<path class="line s${index}" d="${path}"/>${places.map(([x, y]) => MARKS[index](x, y)).join('')}`;
}

function legend(lines) {
  const entries = [...lines.map(({ name }, index) => [name, `line s${index}`, MARKS[index]]), ['linear', 'guide']];
  return entries.map(([name, classes, mark], index) => {
    const x = PLOT.left + index * 110;
    return `<path class="${classes}" d="M${x} 34h24"/>${mark?.(x + 12, 34) ?? ''}<text x="${x + 30}" y="38">${escapeText(name)}</text>`;
  });
}

/** `10 000`, `0.1`. */
function grouped(number) {
  return number < 1 ? String(Number(number.toPrecision(1))) : String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

function round(number) {
  return Math.round(number * 10) / 10;
}

function escapeText(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
