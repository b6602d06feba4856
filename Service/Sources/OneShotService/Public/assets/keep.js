// The recognizer as a file, and its threshold.

import * as api from './api.js';
import { level, scoreOf } from './bars.js';
import { byId, percent, tell } from './dom.js';

const sources = { network: 'as the network was trained', enrolled: 'found from your examples',
  given: 'set by you' };

/** The controls below the classes. `changed()` is called when answers may be others than before. */
export class Keeping {
  constructor(changed) {
    this.changed = changed;
    byId('save').href = api.recognizerPath;
    byId('load').addEventListener('change', (event) => this.load(event.target));
    const slider = byId('threshold');
    slider.addEventListener('input', () => this.name(slider.value / 100));
    slider.addEventListener('change', () => this.tune({ threshold: scoreOf(slider.value / 100) }));
    byId('from-classes').addEventListener('click', () => this.tune({}));
    byId('as-trained').addEventListener('click', () => this.tune({ reset: true }));
    byId('tune').addEventListener('submit', (event) => event.preventDefault());
  }

  show(health) {
    const line = level(health.threshold);
    const [slider, readOnly] = [byId('threshold'), health.readOnly];
    slider.disabled = readOnly;
    for (const id of ['from-classes', 'as-trained', 'load']) byId(id).disabled = readOnly;
    byId('load-label').classList.toggle('is-disabled', readOnly);
    slider.value = Math.round((line ?? 0.01) * 100);
    byId('threshold-value').textContent = line === null ? 'any likeness' : percent(line);
    slider.setAttribute('aria-valuetext', byId('threshold-value').textContent);
  }

  name(value) {
    byId('threshold-value').textContent = percent(value);
    byId('threshold').setAttribute('aria-valuetext', percent(value));
  }

  async tune(wanted) {
    tell(byId('tune-error'), '');
    byId('tune-done').textContent = '';
    try {
      const { threshold, source } = await api.calibrate(wanted);
      const line = level(threshold);
      byId('tune-done').textContent = `${line === null ? 'Any likeness' : percent(line)}, ${
        sources[source] ?? source}.`;
    } catch (error) {
      tell(byId('tune-error'), error.message);
    }
    await this.changed();
  }

  async load(input) {
    const [file] = input.files;
    if (!file) return;
    tell(byId('load-error'), '');
    byId('load-done').textContent = 'Loading…';
    try {
      await api.load(file);
      byId('load-done').textContent = `${file.name} is loaded.`;
    } catch (error) {
      byId('load-done').textContent = '';
      tell(byId('load-error'), error.message);
    }
    input.value = '';
    await this.changed();
  }
}
