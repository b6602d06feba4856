// The score of a quiz: yours, the network's, and what people reached, on one scale.

import { el, setVars } from './dom.js';
import { intervalText, wilson } from './wilson.js';

const people = 0.955;

function track(name, text, rate, interval, kind, history) {
  const line = el('div', { class: 'line', 'aria-hidden': 'true' },
    interval && el('span', { class: 'whisker' }), el('span', { class: 'dot' }));
  setVars(line, { '--rate': rate ?? 0, '--low': interval?.low ?? 0, '--high': interval?.high ?? 0 });
  if (rate === null) line.classList.add('is-empty');
  return el('div', { class: `track-row ${kind}` },
    el('p', { class: 'who' }, el('strong', {}, name), el('span', {}, text)), line,
    history ? el('div', { class: 'history', 'aria-hidden': 'true' },
      history.map((isRight) => el('i', { class: isRight ? 'right' : 'wrong' }))) : null);
}

function counted(history) {
  const right = history.filter(Boolean).length;
  const all = history.length;
  if (all === 0) return { text: 'no answer yet', rate: null, interval: null };
  return { rate: right / all, interval: wilson(right, all),
    text: `${right} of ${all}, ${Math.round((right / all) * 100)} % (${intervalText(right, all)})` };
}

/** Shows two histories, lists of whether each answer was right. */
export function showScore(node, yours, networks) {
  const [you, network] = [counted(yours), counted(networks)];
  node.replaceChildren(
    track('You', you.text, you.rate, you.interval, 'you', yours),
    track('Network', network.text, network.rate, network.interval, 'network', networks),
    track('People', '95.5 %, as published', people, null, 'people', null),
    el('div', { class: 'track-row axis', 'aria-hidden': 'true' }, el('span', {}),
      el('p', { class: 'line ticks' }, el('span', {}, '0'), el('span', {}, '50'), el('span', {}, '100 %')),
      el('span', {})));
}
