// "Beat the network": twenty choices, one of them is the sign that is asked for.

import * as api from './api.js';
import { byId, el, kept, svg, tell } from './dom.js';
import { showScore } from './score.js';
import { showHealth } from './shell.js';
import { drawn, signs } from './signs.js';
import { pathData, side } from './strokes.js';
import { intervalText } from './wilson.js';

const letters = 'ABCDEFGHIJKLMNOPQRST';
const columns = () => getComputedStyle(byId('grid')).gridTemplateColumns.split(' ').length;
const picture = (base64) => `data:image/png;base64,${base64}`;
const parameters = new URLSearchParams(location.search);
const still = matchMedia('(prefers-reduced-motion: reduce)');

let game = null;

function begin(seed, tasks) {
  game = { seed, tasks, index: 0, yours: [], networks: [], answered: true, coming: new Map() };
  const link = new URL(location.href);
  link.search = new URLSearchParams({ seed, tasks });
  history.replaceState(null, '', link);
  for (const id of ['start', 'end', 'results']) byId(id).hidden = true;
  for (const id of ['play', 'score']) byId(id).hidden = false;
  byId('score-title').textContent = 'The score so far';
  byId('seed-shown').textContent = `Seed ${seed}`;
  showScore(byId('tracks'), [], []);
  showTask();
}

/** The task, asked for ahead of time where possible. */
function task(index) {
  const { coming, seed } = game;
  if (!coming.has(index)) coming.set(index, api.quizTask(seed, index));
  return coming.get(index);
}

async function showTask() {
  const { index, tasks } = game;
  tell(byId('play-error'), '');
  byId('next').hidden = true;
  byId('task-title').textContent = `Task ${index + 1} of ${tasks}`;
  try {
    const { query, choices } = await task(index);
    byId('query').src = picture(query);
    byId('grid').replaceChildren(...choices.map(choice));
  } catch (error) {
    game.coming.delete(index);
    tell(byId('play-error'), error.message);
    offer('Try again', showTask);
    return;
  }
  byId('told').textContent = index === 0 ? '' : byId('told').textContent;
  Object.assign(game, { answered: false, began: performance.now() });
  byId('task-title').focus({ preventScroll: true });
  if (index + 1 < tasks) task(index + 1).catch(() => game.coming.delete(index + 1));
}

function choice(base64, k) {
  return el('button', { type: 'button', class: 'tile choice', 'aria-keyshortcuts': letters[k],
    'aria-label': `Choice ${letters[k]}`, onclick: () => answer(k) },
  el('img', { src: picture(base64), alt: '', width: 105, height: 105, draggable: 'false' }),
  el('span', { class: 'letter', 'aria-hidden': 'true' }, letters[k]));
}

async function answer(k) {
  if (game.answered) return;
  game.answered = true;
  const took = Math.round(performance.now() - game.began);
  const [buttons, current] = [[...byId('grid').children], game];
  buttons[k].dataset.state = 'chosen';
  let verdict;
  try {
    verdict = await api.quizAnswer(game.seed, game.index, k, took);
  } catch (error) {
    delete buttons[k].dataset.state;
    game.answered = false;
    tell(byId('play-error'), error.message);
    return;
  }
  if (current !== game) return;
  tell(byId('play-error'), '');
  const isRight = verdict.answer === k;
  game.yours.push(isRight);
  game.networks.push(verdict.network === verdict.answer);
  reveal(buttons, k, verdict);
  showScore(byId('tracks'), game.yours, game.networks);
  game.index += 1;
  if (isRight && game.index < game.tasks && !still.matches) setTimeout(showTask, 750);
  else if (game.index < game.tasks) offer('Next', showTask);
  else offer('See the result', finish);
}

function reveal(buttons, k, { answer: right, network }) {
  for (const button of buttons) button.dataset.state = 'other';
  buttons[k].dataset.state = k === right ? 'right' : 'wrong';
  buttons[right].dataset.state = 'right';
  buttons[right].setAttribute('aria-label', `Choice ${letters[right]}, the right one`);
  if (network !== right) buttons[network].append(el('span', { class: 'by' }, 'network'));
  const theirs = network === right ? 'The network found it.' : `The network took ${letters[network]}.`;
  byId('told').textContent = k === right ? `Right, ${letters[k]}. ${theirs}`
    : `It is ${letters[right]}, not ${letters[k]}. ${theirs}`;
}

function offer(text, action) {
  const next = byId('next');
  next.textContent = text;
  next.onclick = action;
  next.hidden = false;
  next.focus({ preventScroll: true });
}

function finish() {
  byId('play').hidden = true;
  byId('end').hidden = false;
  const [you, network] = [game.yours, game.networks].map((all) => all.filter(Boolean).length);
  byId('score-title').textContent = 'The score';
  byId('end-title').textContent = you > network ? 'You beat the network.'
    : you === network ? 'A draw.' : 'The network was better, this time.';
  byId('player').value = kept('oneshot.player', undefined, 'localStorage') ?? '';
  byId('kept').textContent = '';
  byId('keep-button').disabled = false;
  byId('end-title').focus();
  showResults();
}

async function keep(event) {
  event.preventDefault();
  const name = byId('player').value.trim();
  tell(byId('keep-error'), '');
  const [correct, network] = [game.yours, game.networks].map((all) => all.filter(Boolean).length);
  try {
    const { seed, tasks } = game;
    await api.keepQuizResult({ ...(name ? { name } : {}), seed, tasks, correct, network });
    kept('oneshot.player', name || null, 'localStorage');
    byId('kept').textContent = 'Kept.';
    byId('keep-button').disabled = true;
    await showResults();
  } catch (error) {
    tell(byId('keep-error'), error.message);
  }
}

async function showResults() {
  try {
    const results = (await api.quizResults()).slice(0, 20);
    byId('rows').replaceChildren(...results.map((result) => el('tr', {},
      el('th', { scope: 'row' }, result.name || 'somebody'),
      el('td', {}, `${result.correct} of ${result.tasks}`),
      el('td', {}, `${result.network} of ${result.tasks}`),
      el('td', {}, intervalText(result.correct, result.tasks)),
      el('td', {}, el('a', { href: `/quiz?seed=${result.seed}&tasks=${result.tasks}` },
        `${result.seed}`)))));
    byId('results').hidden = results.length === 0;
  } catch (error) {
    tell(byId('start-error'), error.message);
  }
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    byId('kept').textContent = 'The link is in the clipboard.';
  } catch {
    byId('kept').textContent = location.href;
  }
}

function pressed(event) {
  if (!game || byId('play').hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  const k = event.key.length === 1 ? letters.indexOf(event.key.toUpperCase()) : -1;
  const buttons = [...byId('grid').children];
  if (k >= 0 && k < buttons.length) answer(k);
  else move(event, buttons);
}

/** Arrows go from choice to choice. */
function move(event, buttons) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns(), ArrowDown: columns() }[event.key];
  if (!step || buttons.length === 0) return;
  const here = buttons.indexOf(document.activeElement);
  event.preventDefault();
  buttons[here < 0 ? 0 : Math.min(buttons.length - 1, Math.max(0, here + step))].focus();
}

/** What a task looks like, in eight signs. */
function showExample() {
  const tile = (sign, hand) => el('span', { class: 'tile' },
    svg('svg', { viewBox: `0 0 ${side} ${side}` }, svg('path', { d: pathData(drawn(sign, hand)) })));
  byId('example').append(tile(signs[3], 12), ...signs.map((sign, i) => tile(sign, i + 1)));
}

function listen() {
  byId('begin').addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    begin(byId('seed').valueAsNumber, Number(data.get('tasks')));
  });
  byId('keep').addEventListener('submit', keep);
  byId('copy').addEventListener('click', copyLink);
  byId('again').addEventListener('click', () => { location.href = '/quiz'; });
  document.addEventListener('keydown', pressed);
}

const seed = Number(parameters.get('seed') ?? NaN);
byId('seed').value = Number.isInteger(seed) && seed >= 0 ? seed : Math.floor(Math.random() * 1000000);
const wanted = document.querySelector(`[name=tasks][value="${CSS.escape(parameters.get('tasks') ?? '')}"]`);
if (wanted) wanted.checked = true;
listen();
showExample();
showHealth().then(({ readOnly }) => {
  for (const each of document.querySelectorAll('#keep-button, #player, [for=player]')) each.hidden = readOnly;
}).catch(() => {});
showResults();
