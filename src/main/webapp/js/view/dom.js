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

/**
 * A band beside its reading: a mark, a word and a colour together. What is as it should be needs no word on the screen; a screen
 * reader says the word all the same, and never the mark.
 */
export function writeBand(element, band, { brief = false } = {}) {
  mark(element, 'level', band.level);
  const known = band.level !== 'none';
  if (element.textContent === (known ? `${band.mark} ${band.word}` : '')) return;
  const sign = node('span', '', band.mark);
  sign.setAttribute('aria-hidden', 'true');
  element.replaceChildren(...(known ? [sign, node('span', brief && band.level === 'ok' ? 'unseen' : '', ` ${band.word}`)] : []));
}

/** A host's children, in this order. Those that stand there already are left alone, and the focus stays with what has it. */
export function arrange(host, elements) {
  const focused = document.activeElement;
  for (const child of [...host.children]) if (!elements.includes(child)) child.remove();
  elements.forEach((element, place) => {
    const there = host.children[place] ?? null;
    if (there !== element) host.insertBefore(element, there);
  });
  if (focused !== document.activeElement && host.contains(focused)) focused.focus();
}
