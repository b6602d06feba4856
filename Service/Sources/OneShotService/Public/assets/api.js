// Talks to the server. Errors carry what the server said of them.

import { kept } from './dom.js';
import { askForToken } from './token.js';

/** What the server, or the way to it, refused. */
export class Problem extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

const tokenKey = 'oneshot.token';
const name = new URLSearchParams(location.search).get('recognizer');

/** The recognizer that the page shows: `default`, or the one that `?recognizer=` names. */
export const recognizer = name || 'default';
/** Its file. */
export const recognizerPath = `/recognisers/${encodeURIComponent(recognizer)}`;
const base = name ? recognizerPath : '';

async function problem(response) {
  let text = '';
  try {
    const body = await response.json();
    const facts = [
      body.found ? `Found: ${body.found}.` : '',
      body.expected ? `Expected: ${body.expected}.` : ''];
    text = [body.detail || body.title, ...facts].filter(Boolean).join(' ').replaceAll('..', '.');
  } catch {
    // Not a problem document.
  }
  return new Problem(text || `The server answered ${response.status}.`, response.status);
}

async function send(path, options) {
  const headers = new Headers(options.headers);
  const token = kept(tokenKey);
  if (token) headers.set('Authorization', `Bearer ${token}`);
  try {
    return await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem('The server cannot be reached. Is it still running?', 0);
  }
}

/** A request; where the server wants a token, the page asks for it and tries again. */
export async function request(path, options = {}) {
  let response = await send(path, options);
  while (response.status === 401) {
    const refused = await problem(response);
    const token = await askForToken(kept(tokenKey) ? 'That token was refused.' : '');
    if (!token) throw refused;
    // Headers hold no more than ASCII: what cannot be sent is no token.
    kept(tokenKey, /^[\x21-\x7e]+$/.test(token) ? token : 'refused');
    response = await send(path, options);
  }
  if (!response.ok) throw await problem(response);
  return response;
}

const json = async (path, options) => (await request(path, options)).json();

const post = (path, body, options = {}) => json(path, {
  ...options, method: 'POST', body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
});

/** A picture as a request's body: a blob as it is, strokes as JSON. */
function picture(drawing) {
  if (drawing.blob) {
    return { body: drawing.blob, headers: { 'Content-Type': drawing.blob.type } };
  }
  return { body: JSON.stringify(drawing), headers: { 'Content-Type': 'application/json' } };
}

const classPath = (label) => `${base}/classes/${encodeURIComponent(label)}`;

export const health = () => json(`${base}/health`);
export const classes = async () => (await json(`${base}/classes`)).classes;
export const classify = (drawing, top, signal) => json(
  `${base}/classify?top=${top}&input=true`, { method: 'POST', signal, ...picture(drawing) });
export const enroll = (label, drawing) => json(
  `${classPath(label)}/examples`, { method: 'POST', ...picture(drawing) });
export const pictureURL = (label, id) => `${classPath(label)}/examples/${id}.png`;
export const deleteClass = (label) => request(classPath(label), { method: 'DELETE' });
export const deleteExample = (label, id) => request(
  `${classPath(label)}/examples/${id}`, { method: 'DELETE' });
export const calibrate = (wanted) => post(`${base}/calibrate`, wanted);
export const load = (file) => request(recognizerPath, {
  method: 'PUT', body: file, headers: { 'Content-Type': 'application/octet-stream' },
});

export const quizTask = (seed, index) => json(`/quiz/tasks/${seed}/${index}?ways=20`);
export const quizAnswer = (seed, index, choice, milliseconds) => post(
  `/quiz/tasks/${seed}/${index}`, { choice, milliseconds });
export const quizResults = async () => (await json('/quiz/results')).results;
export const keepQuizResult = (result) => post('/quiz/results', result);
