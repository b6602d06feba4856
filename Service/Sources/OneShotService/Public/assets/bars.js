// The answer: every class as a bar, and the line below which it says that it never saw that.

import { pictureURL } from './api.js';
import { byId, el, icon, percent, setVars, tell } from './dom.js';

const few = 24;
const sigmoid = (score) => 1 / (1 + Math.exp(-score));

/**
 * Where a threshold on scores lies among verifications; null where that cannot be known, as behind a
 * head of another kind than a sigmoid.
 */
export function level(threshold, candidates = []) {
  if (!Number.isFinite(threshold)) return null;
  const fits = candidates.every(
    ({ score, verification }) => Math.abs(sigmoid(score) - verification) < 0.01);
  return fits ? sigmoid(threshold) : null;
}

/** The score of a verification, the other way round. */
export const scoreOf = (verification) => Math.log(verification / (1 - verification));

/** The list of bars. `add(label)` is called for the button that adds the drawing to a class. */
export class Bars {
  constructor(add) {
    this.add = add;
    this.rows = new Map();
    this.showsAll = false;
    this.more = byId('more');
    this.more.addEventListener('click', () => {
      this.showsAll = true;
      this.show(this.prediction, this.classes, this.canAdd);
    });
  }

  hide() {
    byId('bars').hidden = true;
  }

  /** Shows a prediction. `classes` maps labels to what is enrolled. */
  show(prediction, classes, canAdd) {
    Object.assign(this, { prediction, classes, canAdd });
    const { candidates, threshold } = prediction;
    const line = level(threshold, candidates);
    const box = byId('bars');
    box.classList.toggle('lined', line !== null);
    setVars(box, { '--line-at': `${(line ?? 0) * 100}%` });
    byId('line-name').textContent = line === null ? '' : `knows it from ${percent(line)}`;
    const shown = this.showsAll ? candidates : candidates.slice(0, few);
    byId('ranking').replaceChildren(...shown.map(
      (candidate, rank) => this.row(candidate, rank === 0 && prediction.label !== null)));
    tell(this.more, shown.length < candidates.length ? `Show all ${candidates.length}` : '');
    box.hidden = false;
  }

  row(candidate, isAnswer) {
    const { label, verification } = candidate;
    let row = this.rows.get(label);
    if (!row) {
      row = this.made(label);
      this.rows.set(label, row);
    }
    const first = this.classes.get(label)?.examples[0]?.id;
    if (first !== undefined && row.pictured !== first) {
      row.pictured = first;
      row.picture.src = pictureURL(label, first);
    }
    row.node.classList.toggle('is-answer', isAnswer);
    row.value.textContent = percent(verification);
    setVars(row.bar, { '--value': Math.max(0, Math.min(1, verification)) });
    row.plus.hidden = !this.canAdd;
    return row.node;
  }

  made(label) {
    const picture = el('img', { alt: '', width: 36, height: 36 });
    const bar = el('span', { class: 'bar' });
    const value = el('span', { class: 'value' });
    const plus = el('button', { type: 'button', class: 'plus', onclick: () => this.add(label),
      'aria-label': `It is ${label}: add the drawing as an example`,
      title: 'It is this one: add the drawing' }, icon('plus'));
    const node = el('li', {}, el('span', { class: 'tile' }, picture),
      el('span', { class: 'name', title: label }, label),
      el('span', { class: 'track', 'aria-hidden': 'true' }, bar), value, plus);
    return { node, picture, bar, value, plus, pictured: null };
  }
}

/** What the answer is in words: a heading, and what stands below it. */
export function inWords(prediction) {
  const best = prediction.candidates[0];
  if (prediction.label !== null) {
    return { said: prediction.label, detail: `${percent(best.verification)} sure that it is the same sign` };
  }
  return { said: 'Never seen that.',
    detail: `Most alike is ${best.label}, but only ${percent(best.verification)}` };
}
