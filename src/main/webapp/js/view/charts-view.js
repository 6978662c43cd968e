/**
 * The last minutes as charts. They are made when they first come into view, drawn only while they are, and as often as the
 * page draws anything; with reduced motion every two seconds, since a chart that moves on is motion too.
 */

import { CORNERS } from '../race/readings.js';
import { fromKpa } from '../race/units.js';
import { write } from './dom.js';
import { Chart } from './chart.js';
import { loadUPlot } from './uplot.js';

const CALM_MS = 2000;
const corners = (quantity) => CORNERS.map((corner) => ({ name: `${quantity}_${corner}`, line: corner, label: corner.toUpperCase() }));

/** What is drawn where: the channels, the digits of a value, the least span of the scale (or noise fills the chart). */
const CHARTS = {
  speed: { lines: [{ name: 'speed', line: 'fl', label: 'Speed' }], digits: () => 0, span: () => 50 },
  fuel: { lines: [{ name: 'fuel', line: 'fl', label: 'Fuel' }], digits: () => 1, span: () => 2 },
  tyre: { lines: corners('tyre'), digits: () => 0, span: () => 10 },
  pressure: { lines: corners('pressure'), digits: (unit) => ({ kPa: 0, PSI: 1, bar: 2 })[unit], span: (unit) => fromKpa(10, unit) },
};

export class ChartsView {
  #document;
  #places;
  #uPlot = null;
  #calm;
  #drawnAt = 0;
  #onReady;

  /** @param onReady called when there is something more to draw on than before */
  constructor(document, onReady) {
    this.#document = document;
    this.#onReady = onReady;
    this.#calm = matchMedia('(prefers-reduced-motion: reduce)');
    this.#places = [...document.querySelectorAll('[data-chart]')].map((figure) =>
      ({ figure, host: figure.querySelector('.plot'), visible: false, chart: null, made: null }));
    const seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.#placeOf(target).visible = isIntersecting;
      this.#load();
    }, { rootMargin: '100px' });
    const sized = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) this.#placeOf(target).chart?.resize(contentRect);
    });
    for (const { host } of this.#places) {
      seen.observe(host);
      sized.observe(host);
    }
  }

  /** @param series as in series.js, preferences as in preferences.js */
  show(series, unit, { minutes, theme }, now = Date.now()) {
    write(this.#document.getElementById('charts-minutes'), `${minutes} minutes`);
    if (this.#uPlot === null) return;
    const made = `${unit} ${theme}`; // what a chart cannot change once it is made
    const due = !this.#calm.matches || now - this.#drawnAt >= CALM_MS;
    for (const place of this.#places.filter(({ visible }) => visible)) {
      if (place.made !== made) this.#make(place, unit, made);
      else if (!due) continue;
      const { kind, chart } = place;
      const convert = kind === 'pressure' ? (value) => fromKpa(value, unit) : undefined;
      chart.draw(series.aligned(chart.names, convert), minutes);
    }
    if (due) this.#drawnAt = now;
  }

  #make(place, unit, made) {
    place.chart?.destroy();
    place.kind = place.figure.dataset.chart;
    place.made = made;
    const { lines, digits, span } = CHARTS[place.kind];
    if (place.kind === 'pressure') write(place.figure.querySelector('[data-chart-unit]'), unit);
    place.chart = new Chart(this.#uPlot, place.host, { lines, digits: digits(unit), span: span(unit) });
  }

  async #load() {
    if (this.#uPlot !== null || !this.#places.some(({ visible }) => visible)) return;
    const problem = this.#document.getElementById('charts-problem');
    try {
      this.#uPlot = await loadUPlot();
      problem.hidden = true;
      this.#onReady();
    } catch {
      write(problem, 'The charts could not be loaded. They are tried again when they come into view.');
      problem.hidden = false;
    }
  }

  #placeOf(host) {
    return this.#places.find((place) => place.host === host);
  }
}
