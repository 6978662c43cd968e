/** The operator's list of sessions. A row stays where it is as long as its session does: it is told anew every other second. */

import { arrange, mark, node, write } from './dom.js';

const TOLD = ['id', 'state', 'viewers', 'rate', 'age'];

export class SessionsView {
  #host;
  #onEnd;
  #rows = new Map(); // by the session's number

  /** @param onEnd called with a session, as in admin-figures.js, that is to be ended */
  constructor(host, onEnd) {
    this.#host = host;
    this.#onEnd = onEnd;
  }

  show(sessions) {
    this.#rows = new Map(sessions.map((session) => [session.number, this.#rows.get(session.number) ?? this.#newRow()]));
    for (const session of sessions) {
      const row = this.#rows.get(session.number);
      const { item, told, end } = row;
      row.session = session;
      const label = `End session ${session.id}`; // a session that is rotated keeps its number alone
      if (end.getAttribute('aria-label') !== label) end.setAttribute('aria-label', label);
      mark(item, 'phase', session.state);
      TOLD.forEach((name, place) => write(told[place], session[name]));
    }
    arrange(this.#host, [...this.#rows.values()].map(({ item }) => item));
  }

  #newRow() {
    const item = node('li');
    const told = TOLD.map((name) => node('span', name === 'id' ? 'id' : ''));
    const end = node('button', '', 'End');
    const row = { item, told, end, session: null };
    end.type = 'button';
    end.addEventListener('click', () => this.#onEnd(row.session));
    item.append(...told, end);
    return row;
  }
}
