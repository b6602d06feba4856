// Drawings as strokes: lists of points in a square of `side` units, whatever its size on the screen.

/** The side of the plane that strokes are drawn in. */
export const side = 400;
/** The width of the pen: what the server draws with, so that it sees what the visitor sees. */
export const pen = side / 35;

/** The nearest point of the plane, in tenths of a unit. */
export function onPlane(x, y) {
  const fit = (value) => Math.round(Math.min(side, Math.max(0, value)) * 10) / 10;
  return [fit(x), fit(y)];
}

/** Draws a stroke, or what comes of it from a point on. A stroke of one point is a dot. */
export function ink(context, stroke, from = 0) {
  context.beginPath();
  const start = Math.max(0, from);
  context.moveTo(...stroke[start]);
  if (stroke.length - start === 1) context.lineTo(...stroke[start]);
  for (const point of stroke.slice(start + 1)) context.lineTo(...point);
  context.stroke();
}

/** Points along a smooth curve through the knots (Catmull–Rom). */
export function curve(knots, steps = 8) {
  const points = [knots[0]];
  for (let i = 0; i + 1 < knots.length; i += 1) {
    const a = knots[Math.max(0, i - 1)];
    const [b, c] = [knots[i], knots[i + 1]];
    const d = knots[Math.min(knots.length - 1, i + 2)];
    for (let k = 1; k <= steps; k += 1) points.push(between(a, b, c, d, k / steps));
  }
  return points;
}

function between(a, b, c, d, t) {
  return [0, 1].map((axis) => 0.5 * (2 * b[axis] + (c[axis] - a[axis]) * t
    + (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t
    + (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t));
}

/** The most points of a drawing; the server takes a few more. */
const most = 3000;

/** The points of a stroke that are some way from the one before, and its last one. */
function sparser(stroke, least) {
  let last = stroke[0];
  return stroke.filter((point, i) => {
    const isFar = Math.hypot(point[0] - last[0], point[1] - last[1]) >= least;
    if (isFar) last = point;
    return i === 0 || isFar || i === stroke.length - 1;
  });
}

/** How much of the plane a drawing takes, in width or height: the median of Omniglot's drawings. */
const usual = 0.6;

/**
 * The strokes in the middle of the plane, as large as the drawings that the network learned from: where
 * and how large somebody draws is not what is drawn.
 */
function placed(strokes) {
  const [xs, ys] = [0, 1].map((axis) => strokes.flat().map((point) => point[axis]));
  const [left, right, top, bottom] = [
    Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(4, (usual * side) / Math.max(right - left, bottom - top, 1));
  const [middle, level] = [(left + right) / 2, (top + bottom) / 2];
  return strokes.map((stroke) => stroke.map(
    ([x, y]) => onPlane(side / 2 + (x - middle) * scale, side / 2 + (y - level) * scale)));
}

/** A drawing as the server takes it: with all its points, unless it is a very long one. */
export function drawing(strokes) {
  let fewer = placed(strokes);
  for (let least = 1.5; least < side && fewer.flat().length > most; least *= 1.5) {
    fewer = fewer.map((stroke) => sparser(stroke, least));
  }
  return { strokes: fewer, width: side, height: side };
}

/** The path data of strokes, for an SVG in the same plane. */
export function pathData(strokes) {
  return strokes.map((stroke) => {
    const [first, ...rest] = stroke.map((point) => point.join(' '));
    return `M${first}L${(rest.length ? rest : [first]).join('L')}`;
  }).join('');
}
