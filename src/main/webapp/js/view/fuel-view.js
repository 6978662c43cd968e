/** How far the fuel goes, as measured; says "measuring" until one lap is complete. */

import { bandOf } from '../race/bands.js';
import { DASH, quantity } from '../values.js';
import { duration } from './durations.js';
import { mark, write, writeBand } from './dom.js';

const LITRES = { min: 0, max: 1e6, digits: 1, unit: 'L' };

export class FuelView {
  #get;

  constructor(document) {
    this.#get = (id) => document.getElementById(id);
    this.panel = document.querySelector('.panel.fuel');
  }

  /** @param plan as in fuel.js */
  show(plan, thresholds) {
    const band = bandOf('fuel', plan.lapsLeft, thresholds);
    write(this.#get('fuel-laps'), lapsText(plan));
    writeBand(this.#get('fuel-band'), band);
    mark(this.panel, 'level', band.level);
    mark(this.panel, 'state', plan.state);
    write(this.#get('fuel-note'), noteOf(plan));
    write(this.#get('fuel-per-lap'), quantity(plan.perLap, { ...LITRES, digits: 2 }));
    write(this.#get('fuel-time'), duration(plan.secondsLeft));
    write(this.#get('fuel-to-end'), plan.end === null ? DASH : quantity(plan.end.fuelToEnd, LITRES));
    write(this.#get('fuel-refuel'), plan.end === null ? DASH : refuelText(plan.end));
    this.#get('fuel-bar').hidden = plan.share === null;
    if (plan.share !== null) this.#get('fuel-bar').value = Math.min(plan.share, 1);
  }
}

export function lapsText(plan) {
  const whole = plan.lapsLeft === null ? null : Math.floor(plan.lapsLeft * 10) / 10; // never promises more than there is
  return quantity(whole, { min: 0, max: 100_000, digits: 1 });
}

function refuelText(end) {
  return end.refuel > 0 ? quantity(end.refuel, LITRES) : 'none';
}

function noteOf(plan) {
  if (plan.state === 'unknown') return 'The monitor sends no fuel.';
  if (plan.state === 'measuring') return 'Measuring: one whole lap without a stop is needed.';
  const measured = plan.sampled === 1 ? 'Measured on one lap' : `Median of ${plan.sampled} laps`;
  if (plan.end === null) return `${measured}. The race's end is not known.`;
  const toGo = quantity(plan.end.lapsToGo, { min: 0, max: 100_000, digits: 1 });
  const reserve = `reserve of ${plan.end.reserve} ${plan.end.reserve === 1 ? 'lap' : 'laps'}`;
  const stops = plan.end.stops ? `, ${plan.end.stops === 1 ? 'one stop' : `${plan.end.stops} stops`} at least` : '';
  return `${measured}. ${toGo} laps to go, with a ${reserve}${stops}.`;
}
