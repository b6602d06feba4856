// The page for drawing: what the visitor does goes to the server, what it says is shown.

import * as api from './api.js';
import { Bars, inWords } from './bars.js';
import { Classes } from './classes.js';
import { byId, el, svg, tell } from './dom.js';
import { Keeping } from './keep.js';
import { Pad } from './pad.js';
import { takePictures } from './pictures.js';
import { showHealth } from './shell.js';
import { drawn, signs } from './signs.js';
import { askTheQuestion } from './spatula.js';
import { drawing, pathData, side } from './strokes.js';

const state = { readOnly: false, known: new Map(), asking: null, hand: 1, learned: null };
const pad = new Pad(byId('pad'), { ended: answer, changed: padChanged, told: announce });
const bars = new Bars(enroll);
const classes = new Classes({ add: enroll, changed: refresh });
const keeping = new Keeping(async () => {
  await refresh();
  await answer(performance.now());
});

function announce(text) { byId('live').textContent = text; }

const current = () => (pad.picture ? { blob: pad.picture.blob } : drawing(pad.strokes));

// What the server knows.

async function refresh() {
  try {
    const [health, list] = await Promise.all([showHealth(), api.classes()]);
    tell(byId('offline'), '');
    Object.assign(state, { health, readOnly: health.readOnly, list,
      known: new Map(list.map((entry) => [entry.label, entry])) });
  } catch (error) {
    tell(byId('offline'), error.message);
    return;
  }
  byId('read-only').hidden = !state.readOnly;
  for (const id of ['enroll', 'teach']) byId(id).hidden = state.readOnly;
  byId('known').replaceChildren(...state.list.map(({ label }) => el('option', { value: label })));
  keeping.show(state.health);
  classes.show(state.list, { readOnly: state.readOnly });
  propose();
  showControls();
  if (pad.isEmpty) showIdle();
}

/** A name nobody has used yet, so that one click is enough. */
function propose() {
  const field = byId('label');
  if (field.value && field.value !== state.proposal) return;
  let n = state.known.size + 1;
  while (state.known.has(`sign ${n}`)) n += 1;
  state.proposal = `sign ${n}`;
  field.value = state.proposal;
  showWhatFor();
}

/** A name that is known gets another example. */
function showWhatFor() {
  byId('remember').textContent = state.known.has(byId('label').value.trim()) ? 'Add' : 'Remember';
}

function showControls() {
  const canAdd = !pad.isEmpty && !state.readOnly;
  byId('undo').disabled = pad.isEmpty;
  byId('clear').disabled = pad.isEmpty;
  byId('remember').disabled = !canAdd;
  byId('hint').hidden = !pad.isEmpty;
  classes.allowAdding(canAdd);
}

function showIdle() {
  state.asking?.abort();
  bars.hide();
  byId('seen').hidden = true;
  const missing = signs.filter(({ name }) => !state.known.has(name));
  byId('starter').hidden = false;
  byId('teach').hidden = state.readOnly || missing.length === 0;
  const [said, detail] = state.learned
    ? [`Learned “${state.learned}”.`, 'Now draw it again, or draw another sign.']
    : state.known.size === 0
      ? ['It knows no sign yet.', state.readOnly ? 'And being read-only, it learns none.'
        : 'Draw one, give it a name, and draw it again.']
      : ['Draw one of them again.', 'Or one that it has never seen.'];
  byId('said').textContent = said;
  byId('said').dataset.kind = 'idle';
  byId('detail').textContent = detail;
}

// The drawing.

function padChanged() {
  state.learned = null;
  showControls();
  tell(byId('classify-error'), '');
  if (pad.isEmpty) showIdle();
  else answer(performance.now());
}

/** Asks what the drawing is. `began` is when the pen left the sheet. */
async function answer(began) {
  showControls();
  state.asking?.abort();
  if (pad.isEmpty) return;
  byId('starter').hidden = true;
  if (state.known.size === 0) {
    Object.assign(byId('said'), { textContent: 'A new sign.' }).dataset.kind = 'idle';
    byId('detail').textContent = state.readOnly ? 'There is none yet that it could be.'
      : 'Give it a name, then draw it again.';
    return;
  }
  state.asking = new AbortController();
  try {
    const prediction = await api.classify(
      current(), Math.min(10000, state.known.size), state.asking.signal);
    show(prediction, began);
  } catch (error) {
    if (error.name === 'AbortError') return;
    tell(byId('classify-error'), error.message);
  }
}

function show(prediction, began) {
  const { said, detail } = inWords(prediction);
  tell(byId('classify-error'), '');
  byId('said').textContent = said;
  byId('said').dataset.kind = prediction.label === null ? 'unknown' : 'known';
  byId('detail').textContent = detail;
  bars.show(prediction, state.known, !state.readOnly);
  if (prediction.input) {
    byId('seen-picture').src = `data:image/png;base64,${prediction.input}`;
    byId('seen').hidden = false;
  }
  announce(`${said} ${detail}`);
  afterPaint(() => {
    const { duration } = performance.measure('oneshot.answer',
      { start: began, end: performance.now(), detail: prediction.label });
    byId('detail').textContent = `${detail} · ${Math.round(duration)} ms`;
  });
}

/** Calls when the next frame has been painted. */
function afterPaint(call) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = call;
    port2.postMessage(null);
  });
}

// Learning.

async function enroll(label) {
  if (pad.isEmpty) return;
  const button = byId('remember');
  tell(byId('enroll-error'), '');
  button.disabled = true;
  try {
    await api.enroll(label, current());
  } catch (error) {
    tell(byId('enroll-error'), error.message);
    showControls();
    return;
  }
  if (byId('label').value.trim() === label) byId('label').value = '';
  pad.clear();
  state.learned = label;
  await refresh();
  announce(`Learned ${label}. Now draw it again.`);
}

async function teach() {
  tell(byId('starter-error'), '');
  const button = byId('teach');
  button.disabled = true;
  try {
    for (const sign of signs) {
      if (!state.known.has(sign.name)) await api.enroll(sign.name, drawing(drawn(sign)));
    }
    state.learned = null;
    announce('Learned eight signs. Draw one of them.');
  } catch (error) {
    tell(byId('starter-error'), error.message);
  }
  button.disabled = false;
  await refresh();
}

/** Another hand draws a sign that it knows, or else one that it does not. */
async function watch() {
  const known = signs.filter(({ name }) => state.known.has(name));
  const some = known.length > 0 ? known : signs;
  state.hand += 1;
  byId('pad').scrollIntoView({ block: 'nearest' });
  await pad.replay(drawn(some[(state.hand * 5) % some.length], state.hand));
}

function showSigns() {
  byId('signs').append(...signs.map((sign) => {
    const picture = svg('svg', { viewBox: `0 0 ${side} ${side}`, 'aria-hidden': 'true' },
      svg('path', { d: pathData(drawn(sign)) }));
    return el('li', {}, el('button', { type: 'button', class: 'tile', 'aria-label': `Draw the ${sign.name}`,
      title: sign.name, onclick: () => pad.replay(drawn(sign, state.hand += 1)) }, picture));
  }));
}

function listen() {
  byId('undo').addEventListener('click', () => pad.undo());
  byId('clear').addEventListener('click', () => {
    pad.clear();
    byId('pad').focus({ preventScroll: true });
  });
  byId('enroll').addEventListener('submit', (event) => {
    event.preventDefault();
    enroll(byId('label').value.trim().normalize('NFC') || state.proposal);
  });
  byId('label').addEventListener('focus', (event) => event.target.select());
  byId('label').addEventListener('input', showWhatFor);
  byId('teach').addEventListener('click', teach);
  byId('watch').addEventListener('click', watch);
  document.addEventListener('visibilitychange', () => document.hidden || refresh());
  takePictures({
    took: (picture) => pad.show(picture), failed: (text) => tell(byId('classify-error'), text) });
}

askTheQuestion();
showSigns();
listen();
refresh();
