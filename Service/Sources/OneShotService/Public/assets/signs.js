// Eight signs to begin with, as strokes on a plane of 100 units, and hands that draw them.

import { curve, onPlane, side } from './strokes.js';

const line = (...knots) => ({ knots, smooth: false });
const bend = (...knots) => ({ knots, smooth: true });

function ring(x, y, radius, turn = -1.6) {
  const knots = [];
  for (let i = 0; i <= 12; i += 1) {
    const angle = turn + (i / 12) * 2 * Math.PI;
    knots.push([x + radius * Math.cos(angle), y + radius * Math.sin(angle)]);
  }
  return bend(...knots);
}

/** Their names and strokes. */
export const signs = [
  { name: 'sun', strokes: [ring(50, 50, 17), line([50, 22], [50, 8]), line([70, 30], [80, 20]),
    line([78, 50], [92, 50]), line([70, 70], [80, 80]), line([50, 78], [50, 92]),
    line([30, 70], [20, 80]), line([22, 50], [8, 50]), line([30, 30], [20, 20])] },
  { name: 'house', strokes: [line([12, 48], [50, 14], [88, 48]),
    line([23, 40], [23, 86], [77, 86], [77, 40]), line([43, 86], [43, 62], [58, 62], [58, 86])] },
  { name: 'fish', strokes: [
    bend([90, 30], [70, 58], [44, 70], [20, 62], [9, 50], [20, 38], [44, 30], [70, 42], [90, 70]),
    line([26, 46], [26.5, 46.5])] },
  { name: 'key', strokes: [ring(28, 36, 17, 0.7), line([41, 48], [84, 86]),
    line([68, 72], [77, 62]), line([80, 82], [89, 73])] },
  { name: 'star', strokes: [line([24, 88], [50, 10], [76, 88], [10, 39], [90, 39], [24, 88])] },
  { name: 'boat', strokes: [bend([10, 64], [22, 82], [50, 87], [78, 82], [90, 64]),
    line([10, 64], [90, 64]), line([50, 64], [50, 12], [80, 52], [50, 52])] },
  { name: 'snail', strokes: [bend([54, 56], [60, 50], [66, 57], [58, 66], [46, 60], [46, 44],
    [62, 34], [78, 46], [78, 66], [62, 78], [38, 78], [16, 76], [13, 60], [20, 46]),
    line([20, 46], [12, 32]), line([20, 46], [30, 33])] },
  { name: 'tree', strokes: [line([50, 92], [50, 66]), line([50, 10], [22, 38], [38, 38], [14, 66],
    [86, 66], [62, 38], [78, 38], [50, 10])] },
];

/** A small generator (mulberry32), so that a hand draws the same again. */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value ^= value + Math.imul(value ^ (value >>> 7), 61 | value);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The sign as some hand draws it: turned, stretched and shifted a little, each knot not quite where it
 * should be. Hand 0 draws it as it is.
 */
export function drawn(sign, hand = 0) {
  const random = generator(hand * 7919 + 17);
  const loose = (most) => (hand === 0 ? 0 : (random() * 2 - 1) * most);
  const [angle, wide, tall] = [loose(0.13), 0.9 + loose(0.1), 0.9 + loose(0.1)];
  const [right, down] = [loose(4), loose(4)];
  const place = ([x, y], wobble) => {
    const [u, v] = [(x - 50) * wide + loose(wobble), (y - 50) * tall + loose(wobble)];
    return [50 + right + u * Math.cos(angle) - v * Math.sin(angle),
      50 + down + u * Math.sin(angle) + v * Math.cos(angle)];
  };
  return sign.strokes.map(({ knots, smooth }) => {
    // Hands stray less where knots are near each other.
    const gaps = knots.slice(1).map(([x, y], i) => Math.hypot(x - knots[i][0], y - knots[i][1]));
    const wobble = Math.min(2.4, 0.09 * Math.min(...gaps));
    const moved = knots.map((knot) => place(knot, wobble));
    const points = smooth ? curve(moved) : straight(moved);
    return points.map(([x, y]) => onPlane((x * side) / 100, (y * side) / 100));
  });
}

/** A line with points between its corners, as a pen leaves them. */
function straight(knots) {
  const points = [knots[0]];
  for (let i = 1; i < knots.length; i += 1) {
    const [[x, y], [u, v]] = [knots[i - 1], knots[i]];
    const steps = Math.max(1, Math.round(Math.hypot(u - x, v - y) / 4));
    for (let k = 1; k <= steps; k += 1) {
      points.push([x + ((u - x) * k) / steps, y + ((v - y) * k) / steps]);
    }
  }
  return points;
}
