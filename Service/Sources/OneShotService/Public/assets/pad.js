// The sheet that is drawn on: with a pen, a finger, a mouse, or the keys.

import { ink, onPlane, pen, side } from './strokes.js';

const nearest = 0.7;

/** A sheet on a canvas. It reports each stroke as it ends, and whatever else changes it. */
export class Pad {
  /**
   * @param canvas The element, square.
   * @param events `ended(time)` after a stroke, `changed()` after undo, clear and pictures,
   *   `told(text)` what the keys did, for those who do not see it.
   */
  constructor(canvas, events) {
    Object.assign(this, { canvas, events, strokes: [], picture: null, enabled: true });
    this.context = canvas.getContext('2d');
    this.pointer = null;
    this.cursor = null;
    this.penDown = false;
    for (const [name, listener] of Object.entries({
      pointerdown: this.began, pointermove: this.moved, pointerup: this.lifted,
      pointercancel: this.cancelled, keydown: this.pressed, focus: this.entered, blur: this.left,
    })) canvas.addEventListener(name, listener.bind(this));
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    new ResizeObserver(() => this.fit()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.paint());
  }

  get isEmpty() { return this.strokes.length === 0 && !this.picture; }

  /** As many pixels as the screen has. */
  fit() {
    const pixels = Math.round(this.canvas.clientWidth * (window.devicePixelRatio || 1));
    if (pixels > 0 && pixels !== this.canvas.width) {
      this.canvas.width = pixels;
      this.canvas.height = pixels;
    }
    this.paint();
  }

  prepare() {
    const scale = this.canvas.width / side;
    this.context.setTransform(scale, 0, 0, scale, 0, 0);
    const style = getComputedStyle(this.canvas);
    Object.assign(this.context, {
      lineCap: 'round', lineJoin: 'round', lineWidth: pen, strokeStyle: style.color });
    return style;
  }

  paint() {
    const style = this.prepare();
    this.context.clearRect(0, 0, side, side);
    if (this.picture) this.paintPicture();
    for (const stroke of this.strokes) ink(this.context, stroke);
    if (this.cursor) this.paintCursor(style.getPropertyValue('--pen'));
  }

  paintPicture() {
    const { width, height } = this.picture.bitmap;
    const scale = side / Math.max(width, height);
    this.context.drawImage(this.picture.bitmap, (side - width * scale) / 2,
      (side - height * scale) / 2, width * scale, height * scale);
  }

  paintCursor(color) {
    const [x, y] = this.cursor;
    this.context.lineWidth = 2;
    this.context.strokeStyle = color;
    this.context.fillStyle = color;
    this.context.beginPath();
    this.context.arc(x, y, pen / 2 + 4, 0, 2 * Math.PI);
    if (this.penDown) this.context.fill();
    else this.context.stroke();
  }

  // The pointer.

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return onPlane(((event.clientX - box.left) * side) / box.width,
      ((event.clientY - box.top) * side) / box.height);
  }

  began(event) {
    if (!this.enabled || event.button !== 0 || this.pointer !== null) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.penDown = false;
    this.cursor = null;
    // Strokes and a picture do not mix: what is drawn is sent as strokes.
    this.picture = null;
    this.strokes.push([this.place(event)]);
    this.paint();
  }

  moved(event) {
    if (event.pointerId !== this.pointer) return;
    const stroke = this.strokes.at(-1);
    const from = stroke.length - 1;
    const all = event.getCoalescedEvents?.() ?? [];
    for (const point of (all.length ? all : [event]).map((each) => this.place(each))) {
      const last = stroke.at(-1);
      if (Math.hypot(point[0] - last[0], point[1] - last[1]) >= nearest) stroke.push(point);
    }
    if (stroke.length - 1 > from) ink(this.context, stroke, from);
  }

  lifted(event) {
    if (event.pointerId !== this.pointer) return;
    this.moved(event);
    this.pointer = null;
    this.events.ended(event.timeStamp);
  }

  cancelled(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.strokes.pop();
    this.paint();
    this.events.changed();
  }

  // The keys: arrows move the pen, the space bar puts it down and lifts it.

  pressed(event) {
    if (!this.enabled || this.pointer !== null || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (command && event.key.toLowerCase() === 'z' && !event.shiftKey) this.undo();
    else if (command) return;
    else if (step) this.step(step, event.shiftKey ? 4 : 16);
    else if (event.key === ' ') this.togglePen(event.timeStamp);
    else if (event.key === 'Backspace') this.undo();
    else if (event.key === 'Delete') this.clear();
    else return;
    event.preventDefault();
  }

  step([right, down], far) {
    this.cursor ??= [side / 2, side / 2];
    this.cursor = onPlane(this.cursor[0] + right * far, this.cursor[1] + down * far);
    if (this.penDown) this.strokes.at(-1).push(this.cursor);
    this.paint();
  }

  togglePen(time) {
    this.cursor ??= [side / 2, side / 2];
    this.penDown = !this.penDown;
    if (this.penDown) {
      this.picture = null;
      this.strokes.push([this.cursor]);
      this.events.told('Pen down');
    } else {
      this.events.ended(time);
    }
    this.paint();
  }

  /** Who comes by the keys sees where the pen is. */
  entered() {
    if (!this.enabled || this.pointer !== null || !this.canvas.matches(':focus-visible')) return;
    this.cursor ??= [side / 2, side / 2];
    this.paint();
  }

  left() {
    const wasDrawing = this.penDown;
    this.penDown = false;
    this.cursor = null;
    this.paint();
    if (wasDrawing) this.events.ended(performance.now());
  }

  // Whole drawings.

  undo() {
    if (this.penDown) this.penDown = false;
    if (this.picture) this.picture = null;
    else if (!this.strokes.pop()) return;
    this.paint();
    this.events.changed();
  }

  clear() {
    this.penDown = false;
    this.strokes = [];
    this.picture = null;
    this.paint();
    this.events.changed();
  }

  /** Shows a picture instead of strokes. */
  show(picture) {
    this.strokes = [];
    this.picture = picture;
    this.paint();
    this.events.changed();
  }

  /** Draws strokes before the visitor's eyes, at once if motion is not wanted. */
  async replay(strokes) {
    this.clear();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.enabled = false;
    for (const stroke of strokes) {
      this.strokes.push(still ? stroke : [stroke[0]]);
      for (let end = 4; !still && end < stroke.length + 4; end += 4) {
        this.strokes[this.strokes.length - 1] = stroke.slice(0, end);
        this.paint();
        await new Promise(requestAnimationFrame);
      }
    }
    this.enabled = true;
    this.paint();
    this.events.ended(performance.now());
  }
}
