/** The car's setup: grouped, searchable, with what changed since the last one marked, and the raw tree behind it. */

import { diffSetups, readSetup, search } from '../race/setup.js';
import { moment, words } from '../values.js';
import { node, write } from './dom.js';
import { groupNode } from './setup-group.js';
import { SetupTree, textOf } from './setup-tree.js';

const CHANGES_LISTED = 12;

export class SetupView {
  #get;
  #document;
  #tree;
  #shown = null; // the setup as text: the same one is sent again at each join
  #sheet = null;
  #time = '';
  #changes = new Map(); // entry's id → what it was
  #waiting = false;
  #folded = new Map(); // group's id → whether somebody closed (or opened) it

  constructor(document) {
    this.#document = document;
    this.#get = (id) => document.getElementById(id);
    this.#tree = new SetupTree(this.#get('setup-tree'));
    for (const id of ['setup-search', 'setup-adjustable', 'setup-only-changed']) this.#get(id).addEventListener('input', () => this.#drawSoon());
    this.#get('setup-print').addEventListener('click', () => print());
    this.#get('setup-groups').addEventListener('click', ({ target }) => {
      const group = target.closest('summary')?.parentElement;
      if (group) this.#folded.set(group.dataset.group, group.open); // as it is before the click
    });
    addEventListener('beforeprint', () => {
      for (const group of this.#get('setup-groups').children) group.open = true;
    });
  }

  show(setup, timestamp) {
    const text = textOf(setup);
    if (text !== null && text === this.#shown) return;
    const before = this.#sheet;
    const beforeTime = this.#time;
    this.#sheet = readSetup(setup);
    this.#shown = text;
    this.#time = this.#showTime(timestamp);
    this.#showChanges(before === null ? null : diffSetups(before, this.#sheet), beforeTime);
    this.#tree.show(setup);
    this.#get('setup-tools').hidden = false;
    this.#get('setup-raw').hidden = false;
    this.#draw();
  }

  /** Typing is followed at most once per frame. */
  #drawSoon() {
    if (this.#waiting || this.#sheet === null) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#draw();
    });
  }

  #draw() {
    const query = this.#get('setup-search').value;
    const found = search(this.#sheet, query);
    const shown = {
      changes: this.#changes,
      onlyChanged: this.#get('setup-only-changed').checked,
      isOpen: (id) => this.#isOpen(id, query),
      onlyAdjustable: this.#get('setup-adjustable').checked && query.trim() === '', // who searches, finds
    };
    const groups = found.groups.map((group) => groupNode(group, shown)).filter((group) => group !== null);
    this.#get('setup-groups').replaceChildren(...groups);
    write(this.#get('setup-found'), foundText(query, found, groups.length, shown.onlyChanged));
  }

  /** On a phone the groups are closed at first, or the setup is as long as ten screens. Who looks for something sees it. */
  #isOpen(id, query) {
    const looking = query.trim() !== '' || this.#get('setup-only-changed').checked;
    return looking || !(this.#folded.get(id) ?? matchMedia('(max-width: 47.99rem)').matches);
  }

  #showTime(timestamp) {
    const note = this.#get('setup-note');
    const date = moment(timestamp);
    if (date === null) {
      write(note, typeof timestamp === 'string' ? `Setup of ${words(timestamp, 40)}` : 'Setup without a time');
      return typeof timestamp === 'string' ? words(timestamp, 40) : '';
    }
    const time = node('time', '', date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' }));
    time.dateTime = date.toISOString();
    note.replaceChildren('Setup of ', time);
    return time.textContent;
  }

  #showChanges(diff, since) {
    const place = this.#get('setup-changes');
    this.#changes = new Map(diff === null ? [] : [...diff.changed, ...diff.added].map((change) => [change.id, change.old]));
    place.hidden = diff === null;
    if (diff === null) return;
    const count = `${diff.count}${diff.truncated ? ' or more' : ''} ${diff.count === 1 ? 'change' : 'changes'}`;
    const list = node('ul');
    const all = [...diff.changed, ...diff.added, ...diff.removed];
    list.append(...all.slice(0, CHANGES_LISTED).map(({ caption, old, now }) => {
      const line = node('li', 'name');
      line.append(node('span', '', caption), ' ', node('s', '', old ?? 'not there'), ' → ', node('b', '', now ?? 'not there'));
      return line;
    }));
    place.replaceChildren(node('p', '', `◆ ${count} since the setup${since ? ` of ${since}` : ' before'}`), list);
    if (all.length > CHANGES_LISTED) place.append(node('p', 'hint', `and ${all.length - CHANGES_LISTED} more, marked ◆ below`));
  }
}

function foundText(query, found, groups, onlyChanged) {
  if (query.trim() !== '') return found.count === 0 ? 'Nothing in the setup matches.' : `${found.count} found`;
  if (onlyChanged && groups === 0) return 'Nothing has changed since the last setup.';
  return found.truncated ? 'The setup is very long: the rest is in the tree below.' : '';
}
