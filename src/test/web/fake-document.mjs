/** As much of a document as the views need: elements in a tree, with text, attributes, focus, clicks and dialogs. */

class FakeNode extends EventTarget {
  parent = null;

  get document() {
    return this.parent?.document ?? this.ownDocument;
  }

  remove() {
    if (this.parent === null) return;
    if (this.contains(this.document?.activeElement)) this.document.activeElement = null; // as browsers do
    this.parent.nodes.splice(this.parent.nodes.indexOf(this), 1);
    this.parent = null;
  }

  contains(other) {
    for (let node = other; node; node = node.parent) if (node === this) return true;
    return false;
  }
}

class FakeText extends FakeNode {
  constructor(text) {
    super();
    this.textContent = text;
  }
}

export class FakeElement extends FakeNode {
  nodes = [];
  dataset = {};
  hidden = false;
  open = false;
  className = '';
  value = '';
  #attributes = new Map();

  constructor(name, ownDocument) {
    super();
    this.localName = name;
    this.ownDocument = ownDocument;
  }

  get children() {
    return this.nodes.filter((node) => node instanceof FakeElement);
  }

  get textContent() {
    return this.nodes.map((node) => node.textContent).join('');
  }

  set textContent(text) {
    this.replaceChildren(...(text === '' ? [] : [text]));
  }

  append(...added) {
    for (const node of added) this.insertBefore(node, null);
  }

  replaceChildren(...added) {
    for (const node of [...this.nodes]) node.remove();
    this.append(...added);
  }

  insertBefore(added, next) {
    const node = added instanceof FakeNode ? added : new FakeText(String(added));
    node.remove();
    node.parent = this;
    this.nodes.splice(next === null ? this.nodes.length : this.nodes.indexOf(next), 0, node);
  }

  hasAttribute(name) { return this.#attributes.has(name); }
  getAttribute(name) { return this.#attributes.get(name) ?? null; }
  setAttribute(name, value) { this.#attributes.set(name, String(value)); }
  removeAttribute(name) { this.#attributes.delete(name); }

  focus() { this.document.activeElement = this; }
  click() { this.dispatchEvent(new Event('click', { cancelable: true })); }
  showModal() { this.open = true; }
  close() { this.open = false; }

  /** All below that the question is true for. */
  all(question) {
    return this.children.flatMap((child) => [...(question(child) ? [child] : []), ...child.all(question)]);
  }
}

/** Has an element for every id that is asked for. The views make new ones by the global document, which this becomes. */
export function fakeDocument() {
  const elements = new Map();
  const document = {
    activeElement: null,
    createElement: (name) => new FakeElement(name, document),
    getElementById(id) {
      if (!elements.has(id)) elements.set(id, new FakeElement('div', document));
      return elements.get(id);
    },
  };
  globalThis.document = document;
  return document;
}
