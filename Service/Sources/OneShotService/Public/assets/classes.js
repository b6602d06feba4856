// What the recognizer knows: classes with their pictures, and how to be rid of them again.

import * as api from './api.js';
import { byId, count, el, icon, tell } from './dom.js';
import { toast } from './shell.js';

/** The pictures of some examples, as they are enrolled. */
async function pictures(label, examples) {
  return Promise.all(examples.map(
    async ({ id }) => (await api.request(api.pictureURL(label, id))).blob()));
}

/** The grid of classes. `changed()` is called when the server has others than before. */
export class Classes {
  constructor(events) {
    this.events = events;
    this.cards = new Map();
    this.list = byId('classes');
  }

  show(classes, options) {
    this.options = options;
    const cards = new Map();
    for (const entry of classes) {
      const signature = `${JSON.stringify(options)} ${entry.examples.map(({ id }) => id).join()}`;
      const old = this.cards.get(entry.label);
      cards.set(entry.label,
        old?.signature === signature ? old : { signature, node: this.card(entry) });
    }
    this.cards = cards;
    this.list.replaceChildren(...[...cards.values()].map(({ node }) => node));
    const examples = classes.reduce((sum, entry) => sum + entry.examples.length, 0);
    byId('known-empty').hidden = classes.length > 0;
    byId('known-count').textContent = classes.length === 0 ? ''
      : `${count(classes.length, 'class', 'classes')}, ${count(examples, 'example', 'examples')}`;
  }

  /** Whether there is a drawing to add. */
  allowAdding(canAdd) {
    if (this.canAdd === canAdd) return;
    this.canAdd = canAdd;
    for (const button of this.list.querySelectorAll('.add')) button.disabled = !canAdd;
  }

  card(entry) {
    const { label, examples } = entry;
    const { readOnly } = this.options;
    const remove = el('button', { type: 'button', class: 'ghost', 'aria-label': `Delete ${label}`,
      title: 'Delete this class', onclick: () => this.remove(entry, examples) }, icon('close'));
    const add = el('button', { type: 'button', class: 'tile add', disabled: !this.canAdd,
      'aria-label': `Add the drawing to ${label}`, title: 'Add the drawing as another example',
      onclick: () => this.events.add(label) }, icon('plus'));
    return el('li', { class: 'class', 'data-label': label },
      el('div', { class: 'class-head' }, el('h3', { title: label }, label), readOnly ? null : remove),
      el('ul', { class: 'thumbs', 'aria-label': `Examples of ${label}` },
        examples.map((example, index) => this.thumb(entry, example, index)),
        readOnly ? null : el('li', {}, add)));
  }

  thumb(entry, example, index) {
    const { label } = entry;
    const name = `example ${index + 1} of ${label}`;
    const remove = el('button', { type: 'button', class: 'ghost', 'aria-label': `Delete ${name}`,
      title: 'Delete this example', onclick: () => this.remove(entry, [example]) }, icon('close'));
    return el('li', { class: 'thumb' },
      el('span', { class: 'tile' }, el('img', { src: api.pictureURL(label, example.id),
        alt: name, width: 64, height: 64, loading: 'lazy', decoding: 'async' })),
      this.options.readOnly ? null : remove);
  }

  /** Deletes examples, all of a class or one, and offers to enroll them again. */
  async remove({ label, examples: all }, examples) {
    const isWhole = examples.length === all.length;
    tell(byId('known-error'), '');
    try {
      const kept = await pictures(label, examples);
      await (isWhole ? api.deleteClass(label) : api.deleteExample(label, examples[0].id));
      toast(isWhole ? `Forgot “${label}”.` : `Forgot one example of “${label}”.`,
        () => this.restore(label, kept));
    } catch (error) {
      tell(byId('known-error'), error.message);
    }
    await this.events.changed();
    (this.cards.get(label)?.node.querySelector('.add:enabled, .ghost') ?? byId('known-title')).focus();
  }

  async restore(label, kept) {
    try {
      for (const blob of kept) await api.enroll(label, { blob });
      toast(`“${label}” is back.`);
    } catch (error) {
      tell(byId('known-error'), error.message);
    }
    await this.events.changed();
    this.cards.get(label)?.node.querySelector('.ghost')?.focus();
  }
}
