// A line chart as SVG: one or more columns of a log over its steps.

import { el, svg } from './dom.js';

const height = 230;
const margin = { left: 60, right: 24, top: 16, bottom: 28 };

/** A number with as many digits as tell something. */
export function brief(value) {
  if (value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e6)) {
    return Number(value.toPrecision(3)).toExponential().replace('e+', 'e');
  }
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: 4 });
}

/** Round numbers from `low` to `high`. */
export function ticks(low, high, wanted = 4) {
  const raw = (high - low) / wanted || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].find((each) => each * power >= raw) * power;
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i += 1) found.push(i * step);
  return found;
}

const decades = (low, high) => {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high * 1.0001; power += 1) {
    for (const each of [1, 2, 5]) {
      const value = each * 10 ** power;
      if (value >= low * 0.9999 && value <= high * 1.0001) found.push(value);
    }
  }
  return found;
};

/** The scale of an axis: where a value lies from 0 to 1, and its ticks. */
function scale(values, isLog) {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (isLog && low > 0) {
    if (low === high) [low, high] = [low / 2, high * 2];
    const at = (value) => Math.log(value / low) / Math.log(high / low);
    return { at, marks: decades(low, high) };
  }
  if (low === high) [low, high] = [low - Math.abs(low) * 0.1 - 1e-9, high + Math.abs(high) * 0.1 + 1e-9];
  // A share starts at nothing, and so does whatever comes near it.
  if (low > 0 && low < high * 0.4) low = 0;
  return { at: (value) => (value - low) / (high - low), marks: ticks(low, high) };
}

/** A chart of columns that share a unit. */
export class Chart {
  constructor(title, columns) {
    Object.assign(this, { title, columns, isLog: false, rows: [], x: 'step' });
    this.picture = svg('svg', { role: 'img' });
    this.latest = el('dl', { class: 'latest' });
    this.node = el('figure', { class: 'chart' },
      el('figcaption', {}, el('h3', {}, title), this.latest), this.picture);
    this.picture.addEventListener('pointermove', (event) => this.point(event));
    this.picture.addEventListener('pointerleave', () => this.point(null));
  }

  show(rows, x, isLog) {
    Object.assign(this, { rows, x, isLog });
    // One unit is one pixel, so that text is as large on every screen.
    this.width = Math.max(240, this.picture.clientWidth);
    this.picture.setAttribute('viewBox', `0 0 ${this.width} ${height}`);
    const points = this.columns.map((column) => rows.filter(
      (row) => Number.isFinite(row[column]) && (!isLog || row[column] > 0)));
    const all = points.flatMap((series, i) => series.map((row) => row[this.columns[i]]));
    if (all.length === 0) return;
    this.down = scale(all, isLog);
    const steps = rows.map((row) => row[x]);
    const [first, last] = [Math.min(...steps), Math.max(...steps)];
    this.along = { at: (step) => (step - first) / (last - first || 1),
      marks: ticks(first, last, this.width < 400 ? 3 : 5).filter(Number.isInteger) };
    this.picture.replaceChildren(this.axes(), ...points.map((series, i) => this.line(series, i)));
    this.cursor = svg('line', { class: 'cursor', visibility: 'hidden',
      y1: margin.top, y2: height - margin.bottom });
    this.picture.append(this.cursor);
    this.tell(rows.at(-1));
  }

  place(row, column) {
    return [this.right(row[this.x]), this.up(row[column])];
  }

  right(step) { return margin.left + this.along.at(step) * (this.width - margin.left - margin.right); }
  up(value) { return height - margin.bottom - this.down.at(value) * (height - margin.top - margin.bottom); }

  axes() {
    const group = svg('g', { class: 'axes' });
    for (const value of this.down.marks) {
      const y = this.up(value);
      group.append(svg('line', { x1: margin.left, x2: this.width - margin.right, y1: y, y2: y }),
        svg('text', { x: margin.left - 8, y: y + 4, 'text-anchor': 'end' },
          brief(Number(value.toPrecision(6)))));
    }
    for (const step of this.along.marks) {
      const x = Math.min(this.right(step), this.width - 3.6 * brief(step).length);
      group.append(svg('text', { x, y: height - 8, 'text-anchor': 'middle' }, brief(step)));
    }
    return group;
  }

  line(series, i) {
    const column = this.columns[i];
    const points = series.map((row) => this.place(row, column).map((each) => each.toFixed(1)).join(' '));
    const line = svg('path', { class: `curve curve-${i}`, d: points.length ? `M${points.join('L')}` : '' });
    if (points.length !== 1) return line;
    const [x, y] = this.place(series[0], column);
    return svg('circle', { class: `curve curve-${i} only`, cx: x, cy: y, r: 3 });
  }

  /** The row under the pointer, or the last one. */
  point(event) {
    if (this.rows.length === 0 || !this.along) return;
    if (!event) {
      this.cursor.setAttribute('visibility', 'hidden');
      this.tell(this.rows.at(-1));
      return;
    }
    const box = this.picture.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * this.width;
    const far = (row) => Math.abs(this.right(row[this.x]) - x);
    const row = this.rows.reduce((best, each) => (far(each) < far(best) ? each : best));
    for (const name of ['x1', 'x2']) this.cursor.setAttribute(name, this.right(row[this.x]));
    this.cursor.setAttribute('visibility', 'visible');
    this.tell(row, `${this.x} ${brief(row[this.x])}`);
  }

  tell(row, where) {
    const place = where ? [el('div', {}, el('dt', { class: 'quiet' }, 'at'), el('dd', {}, where))] : [];
    this.latest.replaceChildren(...place,
      ...this.columns.map((column, i) => el('div', { class: `key key-${i}` },
        el('dt', {}, spoken(column)), el('dd', {}, brief(row[column])))));
    this.picture.setAttribute('aria-label', `${this.title} over ${this.rows.length} rows. ${
      this.columns.map((column) => `${spoken(column)} ${brief(row[column])}`).join(', ')}`);
  }
}

/** `oneShotAccuracy` as `one shot accuracy`. */
export function spoken(column) {
  return column.replace(/[_.]/g, ' ').replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
}
