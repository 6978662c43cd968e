/**
 * What somebody must look at now: low fuel, hot tyres, hot brakes, a puncture. An alert comes when its reason holds for a
 * while and goes when the reading is well clear of its threshold, so that none flutters; while it lasts it only grows
 * graver. Acknowledging is this device's own. Pure.
 *
 *   quiet ──holds for a while──→ active ──graver──→ active, to be acknowledged again
 *     ↑                            │ acknowledged: still active, no longer calls
 *     └────well clear for a while──┘
 */

import { CORNERS, CORNER_NAMES } from './readings.js';
import { Punctures } from './puncture.js';
import { pressureText } from './units.js';
import { quantity, temperature } from '../values.js';

const CLEAR_MS = 5000;
const RESTORED_MS = 60_000; // what was acknowledged before the page was loaded counts for alerts that come within this time
const HOLD_MS = Object.freeze({ puncture: 900, fuel: 2000, tyre: 3000, brake: 3000 }); // brakes are hot for a moment in every lap
const KINDS = Object.keys(HOLD_MS); // gravest first
const HEAT = Object.freeze({ tyre: { clear: 3, critical: 15 }, brake: { clear: 30, critical: 150 } }); // °C below and above the threshold
const FUEL_CLEAR = 0.3; // laps
const NOT_SINCE = Object.freeze({ holds: null, grave: null, clears: null }); // since when the reason lasts, is grave, is well clear; ms
const QUIET = Object.freeze({ severity: null, clear: true, detail: '' });

export class Alerts {
  version = 0;
  #punctures = new Punctures();
  #watches = new Map(); // by id
  #acknowledged; // "id severity"
  #keep;
  #unkept = false; // whether what is acknowledged has changed since it was last handed on
  #restoredAt = null;
  #active = [];

  /**
   * @param acknowledged what an earlier page on this device has stored
   * @param keep called with what is to be stored instead, whenever that changes: also when an alert is over, since the next of
   *   its kind is to call again, whoever has loaded the page in between
   */
  constructor(acknowledged = [], keep = () => {}) {
    this.#keep = keep;
    const stored = Array.isArray(acknowledged) ? acknowledged.slice(0, 100) : [];
    this.#acknowledged = new Set(stored.filter((one) => typeof one === 'string' && one.length < 40));
  }

  /** @returns the active ones, gravest first */
  feed(record, plan, thresholds, { inPits = false, unit = 'kPa' } = {}) {
    const { time } = record;
    const lost = this.#punctures.feed(record, inPits);
    this.#watch('fuel', 'fuel', null, fuelReason(plan, thresholds.fuel.low), time);
    for (const corner of CORNERS) {
      this.#watch(`puncture-${corner}`, 'puncture', corner, punctureReason(lost[corner], unit), time);
      this.#watch(`tyre-${corner}`, 'tyre', corner, heatReason(record.tyreTemps[corner], thresholds.tyre.high, HEAT.tyre), time);
      this.#watch(`brake-${corner}`, 'brake', corner, heatReason(record.brakeTemps[corner], thresholds.brake.high, HEAT.brake), time);
    }
    this.#forgetRestored(time);
    this.#handOn();
    this.#active = [...this.#watches.values()].filter((watch) => watch.active).sort(gravestFirst).map((watch) => this.#alert(watch));
    return this.#active;
  }

  get active() {
    return this.#active;
  }

  acknowledge(id) {
    this.#acknowledge(this.#active.filter((one) => one.id === id));
  }

  acknowledgeAll() {
    this.#acknowledge(this.#active);
  }

  #acknowledge(alerts) {
    const fresh = new Set(alerts.filter(({ acknowledged }) => !acknowledged));
    if (fresh.size === 0) return;
    for (const { id, severity } of fresh) this.#acknowledged.add(`${id} ${severity}`);
    this.#active = this.#active.map((one) => (fresh.has(one) ? { ...one, acknowledged: true } : one));
    this.#unkept = true;
    this.#handOn();
    this.version++;
  }

  #forget(one) {
    if (this.#acknowledged.delete(one)) this.#unkept = true;
  }

  #handOn() {
    if (!this.#unkept) return;
    this.#unkept = false;
    this.#keep([...this.#acknowledged]);
  }

  #watch(id, kind, corner, reason, time) {
    const watch = this.#watches.get(id) ?? { id, kind, corner, active: false, severity: null, since: null, detail: '', ...NOT_SINCE };
    this.#watches.set(id, watch);
    watch.holds = reason.severity === null ? null : earlier(watch.holds, time);
    watch.grave = reason.severity === 'critical' ? earlier(watch.grave, time) : null;
    watch.clears = reason.clear ? earlier(watch.clears, time) : null;
    watch.detail = reason.detail;
    const lasts = (since) => since !== null && time - since >= HOLD_MS[kind];
    if (!watch.active && lasts(watch.holds)) {
      Object.assign(watch, { active: true, severity: lasts(watch.grave) ? 'critical' : 'warning', since: watch.holds });
      this.version++;
    } else if (watch.active && lasts(watch.grave) && watch.severity === 'warning') {
      this.#forget(`${id} warning`);
      watch.severity = 'critical';
      this.version++;
    } else if (watch.active && watch.clears !== null && time - watch.clears >= CLEAR_MS) {
      this.#forget(`${id} ${watch.severity}`);
      watch.active = false;
      this.version++;
    }
  }

  #alert({ id, kind, corner, severity, since, detail }) {
    const acknowledged = this.#acknowledged.has(`${id} ${severity}`);
    return { id, kind, corner, severity, text: textOf(kind, corner, severity), detail, since, acknowledged };
  }

  #forgetRestored(time) {
    this.#restoredAt ??= time;
    if (Math.abs(time - this.#restoredAt) <= RESTORED_MS) return;
    for (const one of this.#acknowledged) {
      const watch = this.#watches.get(one.split(' ')[0]);
      if (!watch?.active || one !== `${watch.id} ${watch.severity}`) this.#forget(one);
    }
  }
}

/** A time that goes back, in a replay or with a clock that was set, starts the waiting anew. */
function earlier(since, time) {
  return since === null || since > time ? time : since;
}

function heatReason(degrees, threshold, { clear, critical }) {
  if (degrees === null) return QUIET;
  const severity = degrees > threshold + critical ? 'critical' : degrees > threshold ? 'warning' : null;
  return { severity, clear: degrees < threshold - clear, detail: temperature(degrees) };
}

/** Little fuel is no reason while it lasts to the end. */
function fuelReason({ lapsLeft, end }, threshold) {
  if (lapsLeft === null) return QUIET;
  const detail = quantity(Math.floor(lapsLeft * 10) / 10, { min: 0, max: 10_000, digits: 1, unit: 'laps left' });
  if (end !== null && end.spare >= 0) return { severity: null, clear: true, detail };
  const severity = lapsLeft >= threshold ? null : lapsLeft < Math.min(1, threshold) ? 'critical' : 'warning';
  return { severity, clear: lapsLeft > threshold + FUEL_CLEAR, detail };
}

function punctureReason(lost, unit) {
  if (lost === null) return QUIET;
  const was = lost.was === null ? '' : `, was ${pressureText(lost.was, unit)}`;
  return { severity: 'critical', clear: false, detail: pressureText(lost.pressure, unit) + was };
}

function textOf(kind, corner, severity) {
  const very = severity === 'critical' ? 'very ' : '';
  if (kind === 'fuel') return `Fuel ${very}low`;
  if (kind === 'puncture') return `${CORNER_NAMES[corner]} tyre has lost pressure`;
  return `${CORNER_NAMES[corner]} ${kind} ${very}hot`;
}

function gravestFirst(a, b) {
  if (a.severity !== b.severity) return a.severity === 'critical' ? -1 : 1;
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.since - b.since;
}
