// What all pages share: the footer, and the line at the bottom that offers a way back.

import * as api from './api.js';
import { byId, count, el } from './dom.js';

/** Fills the footer with what the server says of itself, and returns that. */
export async function showHealth() {
  const footer = byId('footer');
  const links = el('p', { class: 'links' },
    el('a', { href: '/openapi.yaml' }, 'OpenAPI'), el('a', { href: '/metrics' }, 'Metrics'),
    el('a', { href: '/health' }, 'Health'));
  try {
    const health = await api.health();
    footer.replaceChildren(el('p', {}, healthText(health)), links);
    return health;
  } catch (error) {
    footer.replaceChildren(el('p', { class: 'error' }, error.message), links);
    throw error;
  }
}

function healthText(health) {
  const network = typeof health.network === 'string' ? health.network
    : health.network?.name ?? 'network';
  return [`Recognizer “${health.recogniser}”`, `network ${shortened(network)}`,
    count(health.classes, 'class', 'classes'), count(health.examples, 'example', 'examples'),
    health.readOnly ? 'read-only' : health.tokenNeeded ? 'changes need a token' : '',
  ].filter(Boolean).join(' · ');
}

const shortened = (text) => (text.length > 40 ? `${text.slice(0, 12)}…` : text);

let leaving;

/** Says what was done, with a button to undo it. */
export function toast(text, undo) {
  const node = byId('toast');
  clearTimeout(leaving);
  const hide = () => { node.hidden = true; };
  const leave = () => {
    if (node.matches(':hover, :focus-within')) leaving = setTimeout(leave, 2000);
    else hide();
  };
  const button = undo && el('button', { type: 'button', class: 'button', onclick: () => {
    hide();
    undo();
  } }, 'Undo');
  node.hidden = false;
  node.replaceChildren(el('span', {}, text), ...(button ? [button] : []));
  leaving = setTimeout(leave, undo ? 20000 : 5000);
}
