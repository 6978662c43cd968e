/** The link to give on: copied, or as a QR code for the phone across the garage. */

import { svgNode, write } from './dom.js';

const WHO = {
  link: 'Whoever has this link can watch the session.',
  pin: 'Whoever has this link and the PIN can watch the session: the link does not hold the PIN.',
  token: 'This link alone opens nothing: each viewer needs a token behind it, which the team gives out. Yours is not in it.',
};
const QUIET_ZONE = 4; // modules of white around the code, as readers expect

export class ShareDialog {
  #get;
  #link;
  #key;
  #drawn = false;

  /**
   * @param page the address of the page
   * @param key what it is let in by
   */
  constructor(document, page, key) {
    this.#key = key;
    this.#get = (id) => document.getElementById(id);
    const link = new URL(page);
    link.search = link.hash = '';
    this.#link = link.href;
    this.#get('share-link').value = this.#link;
    this.#get('share-overlay').value = `${this.#link}?view=overlay`;
    this.#get('share-open').addEventListener('click', () => this.#open());
    this.#get('share-copy').addEventListener('click', () => this.#copy('share-link'));
    this.#get('share-overlay-copy').addEventListener('click', () => this.#copy('share-overlay'));
  }

  #open() {
    write(this.#get('share-copied'), '');
    write(this.#get('share-who'), WHO[this.#key.kind]);
    this.#get('share').showModal();
    this.#drawCode();
  }

  async #copy(id) {
    const field = this.#get(id);
    field.focus();
    field.select();
    write(this.#get('share-copied'), (await copied(field)) ? 'Copied.' : 'Please copy it from the field by hand.');
  }

  async #drawCode() {
    if (this.#drawn) return;
    const problem = this.#get('share-qr-problem');
    try {
      const { qrcode } = await import('../../lib/qrcode-generator/qrcode.mjs');
      this.#get('share-qr').replaceChildren(codeOf(qrcode, this.#link));
      this.#get('share-qr').hidden = false;
      this.#drawn = true;
      problem.hidden = true;
    } catch {
      write(problem, 'The QR code could not be made. The link works all the same.');
      problem.hidden = false;
    }
  }
}

function codeOf(qrcode, text) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const side = size + 2 * QUIET_ZONE;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`;
    }
  }
  const svg = svgNode('svg', { viewBox: `0 0 ${side} ${side}`, 'shape-rendering': 'crispEdges' });
  svg.append(svgNode('path', { d: path, fill: '#000' }));
  return svg;
}

/** The clipboard belongs to secure pages; on a LAN without TLS the old way still works, on what is selected. */
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    try {
      return document.execCommand('copy');
    } catch {
      return false;
    }
  }
}
