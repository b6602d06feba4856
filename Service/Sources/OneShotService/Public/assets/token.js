// The dialog for the token of a server that wants one.

import { el } from './dom.js';

let asking = null;

/** Asks for the token; an empty string if the visitor would rather not. */
export function askForToken(complaint) {
  asking ??= ask(complaint).finally(() => { asking = null; });
  return asking;
}

function ask(complaint) {
  return new Promise((resolve) => {
    const field = el('input', {
      type: 'password', id: 'token', autocomplete: 'current-password', required: true,
      'aria-describedby': 'token-why' });
    const cancel = el('button', { type: 'button', class: 'button' }, 'Cancel');
    const form = el('form', { method: 'dialog' },
      el('h2', { id: 'token-title' }, 'The server asks for its token'),
      el('p', { id: 'token-why' }, complaint || 'Whoever started the server gave it a token. '
        + 'Changes need it; it is kept until this tab is closed.'),
      el('label', { for: 'token' }, 'Token'), field,
      el('div', { class: 'row end' }, cancel,
        el('button', { type: 'submit', class: 'button primary' }, 'Use this token')));
    const dialog = el('dialog', { 'aria-labelledby': 'token-title' }, form);
    let answer = '';
    form.addEventListener('submit', () => { answer = field.value.trim(); });
    cancel.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
