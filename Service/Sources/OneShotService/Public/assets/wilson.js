// Wilson's interval for a proportion.

const z = 1.959964;

/** Where the true rate lies with 95 % confidence when `right` of `all` were right. */
export function wilson(right, all) {
  if (all === 0) return { low: 0, high: 1 };
  const rate = right / all;
  const scale = 1 + (z * z) / all;
  const middle = (rate + (z * z) / (2 * all)) / scale;
  const half = (z / scale) * Math.sqrt((rate * (1 - rate)) / all + (z * z) / (4 * all * all));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** `74–99 %` */
export function intervalText(right, all) {
  const { low, high } = wilson(right, all);
  return `${Math.round(low * 100)}–${Math.round(high * 100)} %`;
}
