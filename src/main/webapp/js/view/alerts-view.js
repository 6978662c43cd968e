/**
 * The alerts in the bar on top. The bar's details change with every message and are silent for a screen reader; each alert is
 * said once, when it comes or grows graver, in a region of its own.
 */

import { arrange, mark, node, write } from './dom.js';

export class AlertsView {
  #get;
  #voiced = new Map(); // id → severity that has been said
  #items = new Map(); // by the alert's id

  /** @param onAcknowledge called with an alert's id, or with null for all */
  constructor(document, onAcknowledge) {
    this.#get = (id) => document.getElementById(id);
    this.#get('alert-list').addEventListener('click', ({ target }) => {
      const id = target.closest('button')?.dataset.alert;
      if (id) onAcknowledge(id);
    });
    this.#get('alerts-acknowledge').addEventListener('click', () => onAcknowledge(null));
  }

  /**
   * Says what is new. For each message, also in a hidden tab.
   * @returns the gravest severity among the new ones, or null
   */
  announce(active) {
    const fresh = active.filter(({ id, severity, acknowledged }) => !acknowledged && this.#voiced.get(id) !== severity
      && this.#voiced.get(id) !== 'critical');
    this.#voiced = new Map(active.map(({ id, severity }) => [id, severity]));
    if (fresh.length === 0) return null;
    this.#get('alert-voice').textContent = fresh.map(({ text }) => text).join('. ');
    return fresh.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning';
  }

  show(active) {
    this.#get('alerts').hidden = active.length === 0;
    this.#get('alerts-acknowledge').hidden = active.filter(({ acknowledged }) => !acknowledged).length < 2;
    this.#items = new Map(active.map(({ id }) => [id, this.#items.get(id) ?? itemOf(id)]));
    for (const alert of active) fill(this.#items.get(alert.id), alert);
    arrange(this.#get('alert-list'), [...this.#items.values()].map(({ item }) => item));
    this.#showOverlay(active.filter(({ acknowledged }) => !acknowledged));
  }

  #showOverlay(unacknowledged) {
    const place = this.#get('overlay-alert');
    place.hidden = unacknowledged.length === 0;
    write(place, unacknowledged.length === 0 ? '' : `${unacknowledged[0].severity === 'critical' ? '⚠' : '△'} ${unacknowledged[0].text}`);
  }
}

function itemOf(id) {
  const item = node('li', 'alert');
  const text = node('b');
  const detail = node('span', 'number');
  const button = node('button', 'quiet-button', '✓');
  button.type = 'button';
  button.append(node('span', 'wide-only', ' Acknowledge'));
  button.dataset.alert = id;
  item.append(text, detail, button);
  return { item, text, detail, button };
}

function fill({ item, text, detail, button }, alert) {
  write(text, `${alert.severity === 'critical' ? '⚠' : '△'} ${alert.text}`);
  write(detail, alert.detail ?? '');
  mark(item, 'alert', alert.id);
  mark(item, 'severity', alert.severity);
  mark(item, 'acknowledged', alert.acknowledged);
  if (button.hidden !== alert.acknowledged) button.hidden = alert.acknowledged;
  const label = `Acknowledge: ${alert.text}`;
  if (button.getAttribute('aria-label') !== label) button.setAttribute('aria-label', label);
}
