/** The few things that every view does with the document. What comes from outside is text, never markup. */

/** Text only, and only if it differs, so that nothing is laid out, or read aloud, without need. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A data attribute, only if it differs. */
export function mark(element, name, value) {
  const text = String(value);
  if (element.dataset[name] !== text) element.dataset[name] = text;
}

export function node(name, className = '', text = '') {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

export function svgNode(name, attributes = {}) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** A band beside its reading: a mark, a word and a colour together. What is as it should be needs no word on the screen. */
export function writeBand(element, band, { brief = false } = {}) {
  const calm = brief && band.level === 'ok';
  write(element, band.level === 'none' ? '' : calm ? band.mark : `${band.mark} ${band.word}`);
  mark(element, 'level', band.level);
  if (calm) element.setAttribute('title', band.word);
  else element.removeAttribute('title');
}
