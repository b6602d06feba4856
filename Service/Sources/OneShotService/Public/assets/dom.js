// Small helpers around the document.

const svgSpace = 'http://www.w3.org/2000/svg';

/** The element of the id; a page without it is broken, so this fails loudly. */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element #${id}`);
  return found;
}

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'vars') setVars(node, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** An HTML element: `el('button', {type: 'button', onclick: f}, 'Clear')`. */
export function el(tag, attributes, ...children) {
  return build(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes, ...children) {
  return build(document.createElementNS(svgSpace, tag), attributes, children);
}

/** One of the page's icons, a symbol in its sprite. */
export function icon(name) {
  return svg('svg', { class: 'icon', 'aria-hidden': 'true', focusable: 'false' },
    svg('use', { href: `#icon-${name}` }));
}

/** Custom properties, through the object model: the policy forbids style attributes. */
export function setVars(node, values) {
  for (const [name, value] of Object.entries(values)) node.style.setProperty(name, value);
}

/** 0.974 as `97 %`, never rounded to a certainty that is not there. */
export function percent(value) {
  if (value > 0 && value < 0.005) return '<1 %';
  if (value < 1 && value >= 0.995) return '>99 %';
  return `${Math.round(value * 100)} %`;
}

/** `1 class`, `2 classes`. */
export function count(n, one, many) {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** Shows a text where it belongs, or takes it away. */
export function tell(node, text) {
  node.textContent = text ?? '';
  node.hidden = !text;
}

/** What is kept for the tab or the browser, if it lets us. */
export function kept(key, value, storage = 'sessionStorage') {
  try {
    if (value === undefined) return window[storage].getItem(key);
    if (value === null) window[storage].removeItem(key);
    else window[storage].setItem(key, value);
  } catch {
    // Storage may be forbidden.
  }
  return value ?? null;
}
