// The question that begins: one picture of a thing never seen before, then a choice.

import { byId, kept } from './dom.js';

/** Makes the question answerable. */
export function askTheQuestion() {
  const root = document.documentElement;
  const [verdict, go] = [byId('verdict'), byId('go')];
  const buttons = [...document.querySelectorAll('.choices button')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const isRight = button.dataset.name === '';
      button.dataset.verdict = isRight ? 'right' : 'wrong';
      verdict.textContent = isRight
        ? 'Yes. Another blade, another handle, and yet you knew: one picture was enough.'
        : `That is ${button.dataset.name}. Look at the one picture again.`;
      if (!isRight) return;
      for (const other of buttons) if (other !== button) other.dataset.verdict = 'other';
      go.hidden = false;
      kept('oneshot.question', 'answered', 'localStorage');
    });
  }
  go.addEventListener('click', (event) => {
    event.preventDefault();
    byId('draw').scrollIntoView();
    byId('pad').focus({ preventScroll: true });
  });
  byId('unfold').addEventListener('click', () => {
    delete root.dataset.question;
    buttons[0].focus();
  });
}
