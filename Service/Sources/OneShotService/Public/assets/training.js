// A training as it goes: rows of its log come as events, and each column becomes a curve.

import { Chart, spoken } from './chart.js';
import { byId, tell } from './dom.js';
import { showHealth } from './shell.js';

const steps = ['iteration', 'step', 'epoch'];
const share = 'Share of right answers';
const [rows, charts] = [new Map(), new Map()];
let waiting = false;

const stepOf = (names) => steps.find((name) => names.includes(name)) ?? 'row';

/** Numbers only, also where they come as text. */
function numbers(text) {
  const row = {};
  for (const [name, value] of Object.entries(JSON.parse(text))) {
    const number = value === '' || value === null || typeof value === 'boolean' ? NaN : Number(value);
    if (Number.isFinite(number)) row[name] = number;
  }
  return row;
}

function add(row) {
  const x = stepOf(Object.keys(row));
  rows.set(row[x] ?? rows.size, row);
  if (!waiting) requestAnimationFrame(show);
  waiting = true;
}

/** Losses together, shares together, each other column for itself. */
function kind(column, all) {
  if (/loss/i.test(column)) return 'Loss';
  if (/accuracy|rate$/i.test(column) && !/learning/i.test(column)
    && all.every((row) => !(row[column] > 1))) return share;
  const name = spoken(column);
  return name[0].toUpperCase() + name.slice(1);
}

function pace(list) {
  const x = stepOf(Object.keys(list[0] ?? {}));
  const isThere = (name) => /per.?second|\/s$/i.test(name);
  if (x === 'row' || list.some((row) => Object.keys(row).some(isThere))) return;
  list.forEach((row, i) => {
    const before = list[i - 1];
    const took = row.seconds - before?.seconds;
    if (took > 0) row[`${x === 'epoch' ? 'epochs' : 'steps'} per second`] = (row[x] - before[x]) / took;
  });
}

function show() {
  waiting = false;
  if (rows.size === 0) return;
  const list = [...rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => ({ ...row }));
  const names = new Set(list.flatMap((row) => Object.keys(row)));
  const x = stepOf([...names]);
  list.forEach((row, i) => { row.row ??= i + 1; });
  pace(list);
  const columns = [...new Set(list.flatMap((row) => Object.keys(row)))].filter(
    (name) => ![...steps, 'row', 'seconds'].includes(name));
  const groups = grouped(columns, list);
  byId('live').hidden = false;
  for (const [title, members] of groups) {
    let chart = charts.get(title);
    if (!chart || chart.columns.join() !== members.join()) {
      const made = new Chart(title, members);
      if (chart) chart.node.replaceWith(made.node);
      else byId('charts').append(made.node);
      charts.set(title, made);
      chart = made;
    }
    chart.show(list, x, byId('log').checked && title === 'Loss');
  }
  byId('lead').textContent = `${list.length} rows, ${spoken(x)} ${list.at(-1)[x].toLocaleString('en')}.`;
}

/** Columns by their kind, what is learned by first. */
function grouped(columns, list) {
  const groups = new Map([['Loss', []], [share, []]]);
  for (const name of columns) {
    const title = kind(name, list);
    groups.set(title, [...(groups.get(title) ?? []), name]);
  }
  for (const [title, members] of groups) if (members.length === 0) groups.delete(title);
  return groups;
}

function lamp(state, text) {
  byId('lamp').dataset.state = state;
  byId('state').textContent = text;
}

/** Why there are no events: the server says so where a page can read it. */
async function reason() {
  try {
    const response = await fetch('/training/training.csv');
    if (response.ok) return '';
    const { detail } = await response.json();
    return (detail || 'The server follows no training').replace(/\.?$/, '.');
  } catch {
    return '';
  }
}

function follow() {
  const source = new EventSource('/training/events');
  source.addEventListener('open', () => lamp('live', 'Live: rows appear as they are written.'));
  source.addEventListener('row', (event) => add(numbers(event.data)));
  source.addEventListener('restart', () => rows.clear());
  source.addEventListener('tasks', (event) => {
    byId('tasks-picture').src = `/training/tasks.png?version=${JSON.parse(event.data).version}`;
    byId('tasks').hidden = false;
  });
  source.addEventListener('error', () => lamp('waiting', 'The connection is lost; trying again…'));
}

/** A server that follows no training is not asked for events: it would only refuse. */
async function begin() {
  const health = await showHealth().catch(() => null);
  const why = health ? await reason() : '';
  if (!why) return follow();
  lamp('off', 'No training to show.');
  tell(byId('none'), `${why} Start it with --training and the folder of a run to see curves here.`);
}

byId('log').addEventListener('change', show);
addEventListener('resize', show);
begin();
