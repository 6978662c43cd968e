/** One chart: uPlot with the page's colours, and a legend of its own that names each line by letters and dashes too. */

import { node, svgNode, write } from './dom.js';
import { DASH } from '../values.js';

const DASHES = { fl: [], fr: [6, 3], rl: [2, 3], rr: [9, 3, 2, 3] }; // told apart without colour
const two = (number) => String(number).padStart(2, '0');

export class Chart {
  #plot;
  #host;
  #legend;
  #values;
  #digits;
  #minutes = 5;

  /** @param lines [{ name, line: whose colour and dashes, label }], digits of a value, span: the least height of the scale */
  constructor(UPlot, host, { lines, digits, span }) {
    this.#host = host;
    this.#digits = digits;
    this.names = lines.map(({ name }) => name);
    const { width, height } = host.getBoundingClientRect();
    const colour = coloursOf(host);
    const axis = { stroke: colour('quiet'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), size: 4 }, font: '11px system-ui, sans-serif' };
    this.#plot = new UPlot({
      width: Math.max(50, width),
      height: Math.max(50, height),
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: 'pitwall' } },
      scales: { x: { time: true, range: (_plot, _min, max) => [max - this.#minutes * 60, max] }, y: { range: (_plot, min, max) => spread(min, max, span) } },
      axes: [
        { ...axis, size: 24, space: 60, values: (_plot, splits) => splits.map(clock) },
        { ...axis, size: 42, space: 28, values: (_plot, splits) => splits.map((value) => plain(value)) },
      ],
      series: [{}, ...lines.map(({ line }) => ({ stroke: colour(COLOURS[line]), width: 2, dash: DASHES[line], points: { show: false }, spanGaps: false }))],
      hooks: { setCursor: [() => this.#showValues()] },
    }, [[], ...lines.map(() => [])], host);
    this.#makeLegend(lines);
  }

  /** @param data as uPlot takes it; minutes: how much of it is shown, up to the newest */
  draw(data, minutes) {
    this.#minutes = minutes;
    this.#plot.setData(data);
    this.#showValues();
  }

  resize({ width, height }) {
    if (width >= 50 && height >= 50) this.#plot.setSize({ width, height });
  }

  destroy() {
    this.#plot.destroy();
    this.#legend.remove();
  }

  #makeLegend(lines) {
    this.#legend = node('span', 'legend');
    this.#values = lines.map(({ line, label }) => {
      const entry = node('span');
      const value = node('span', 'number', DASH);
      if (lines.length > 1) {
        const sample = svgNode('svg', { viewBox: '0 0 32 8', 'aria-hidden': 'true' });
        sample.append(svgNode('line', { x1: 0, y1: 4, x2: 32, y2: 4, class: `line-${line}`, 'stroke-dasharray': DASHES[line].join(' ') || 'none' }));
        entry.append(sample, `${label} `);
      }
      entry.append(value);
      this.#legend.append(entry);
      return value;
    });
    this.#host.previousElementSibling.append(this.#legend);
  }

  /** Under the cursor if there is one, else the newest. */
  #showValues() {
    if (!this.#values) return;
    const { data, cursor } = this.#plot;
    const at = cursor.idx ?? data[0].length - 1;
    this.#values.forEach((place, index) => {
      const value = data[index + 1][at] ?? null;
      write(place, value === null ? DASH : value.toFixed(this.#digits));
    });
  }
}

const COLOURS = { fl: 'good', fr: 'cold', rl: 'warn', rr: 'bad' };

function coloursOf(host) {
  const style = getComputedStyle(host);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function spread(min, max, span) {
  if (min === null || max === null || !Number.isFinite(min) || !Number.isFinite(max)) return [0, span];
  const missing = Math.max(span - (max - min), (max - min) * 0.1);
  const low = min - missing / 2;
  return min >= 0 && low < 0 ? [0, max + missing] : [low, max + missing / 2];
}

function clock(seconds) {
  const date = new Date(seconds * 1000);
  const text = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return date.getSeconds() === 0 ? text : `${text}:${two(date.getSeconds())}`;
}

function plain(value) {
  return String(Math.round(value * 100) / 100);
}
