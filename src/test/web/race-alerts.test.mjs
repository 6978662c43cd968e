import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { four, soundness, STRANGE, T } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { Alerts } = await page('race/alerts.js');
const { DEFAULT_THRESHOLDS } = await page('race/bands.js');
const { Readings } = await page('race/readings.js');
const ENOUGH = { lapsLeft: 20, end: null };
const plain = (text) => text.replaceAll('\u00a0', ' ');
let alerts;
let at;
let stored; // what a device would find after a reload
let writes;

/** A page that is loaded with what the device has stored. */
function load(acknowledged) {
  alerts = new Alerts(acknowledged, (ids) => {
    stored = JSON.parse(JSON.stringify(ids));
    writes++;
  });
}

beforeEach(() => {
  stored = [];
  writes = 0;
  load(stored);
  at = T;
});

/** So many seconds at 2 Hz of the same reading. */
function hold(seconds, telemetry, plan = ENOUGH, more = {}) {
  const readings = new Readings();
  for (let i = 0; i < seconds * 2; i++) {
    at += 500;
    const record = readings.read({ tire_pressures: four(170), tire_temps: four(90), brake_temps: four(300), ...telemetry }, at);
    alerts.feed(record, plan, DEFAULT_THRESHOLDS, more);
  }
  return alerts.active;
}
const ids = () => alerts.active.map(({ id }) => id);
const hot = (degrees) => ({ tire_temps: { ...four(90), fl: degrees } });

test('nothing while all is well', () => {
  assert.deepEqual(hold(60, {}), []);
  assert.equal(alerts.version, 0);
});

test('a hot tyre, after it has been hot for a while, with a steady text and a detail that changes', () => {
  hold(2, hot(110));
  assert.deepEqual(ids(), []);
  const began = at - 1500;
  const [alert] = hold(2, hot(112));
  const { detail, ...steady } = alert;
  assert.equal(plain(detail), '112 °C');
  assert.deepEqual(steady,
    { id: 'tyre-fl', kind: 'tyre', corner: 'fl', severity: 'warning', text: 'Front left tyre hot', since: began, acknowledged: false });
});

test('brakes glow for a moment in every lap', () => {
  for (let i = 0; i < 20; i++) {
    hold(2, { brake_temps: four(780) });
    hold(3, { brake_temps: four(400) });
  }
  assert.deepEqual([alerts.version, ids()], [0, []]);
  hold(4, { brake_temps: four(780) });
  assert.deepEqual(ids(), ['brake-fl', 'brake-fr', 'brake-rl', 'brake-rr']);
});

test('around the threshold nothing flutters', () => {
  hold(4, hot(106));
  for (let i = 0; i < 50; i++) {
    hold(2, hot(104.5));
    hold(2, hot(105.5));
  }
  hold(20, hot(103));
  assert.deepEqual([alerts.version, ids()], [1, ['tyre-fl']]);
  hold(4, hot(100));
  assert.equal(alerts.active.length, 1);
  hold(3, hot(100));
  assert.deepEqual([alerts.version, ids()], [2, []]);
});

test('what is acknowledged stays so until it ends or grows graver', () => {
  hold(4, hot(110));
  alerts.acknowledge('tyre-fl');
  assert.deepEqual([hold(10, hot(112))[0].acknowledged, alerts.version], [true, 2]);
  const [graver] = hold(4, hot(125));
  assert.deepEqual([graver.severity, graver.text, graver.acknowledged], ['critical', 'Front left tyre very hot', false]);
  alerts.acknowledgeAll();
  hold(7, hot(90));
  assert.deepEqual(stored, []);
  assert.equal(hold(5, hot(110))[0].acknowledged, false);
});

test('acknowledging survives a reload, but not for something that comes later', () => {
  hold(4, hot(110));
  alerts.acknowledge('tyre-fl');
  assert.deepEqual([stored, writes], [['tyre-fl warning'], 1]);
  const then = stored;
  load(then);
  assert.equal(hold(4, hot(110))[0].acknowledged, true);
  assert.equal(writes, 1, 'nothing has changed');
  load(then);
  hold(70, {});
  assert.equal(hold(4, hot(110))[0].acknowledged, false);
});

test('what is over is not stored any more: after a reload the next one calls again', () => {
  hold(4, hot(110));
  alerts.acknowledge('tyre-fl');
  hold(7, hot(90));
  assert.deepEqual([stored, writes], [[], 2]);
  load(stored);
  assert.equal(hold(4, hot(110))[0].acknowledged, false);
});

test('all at once are stored at once', () => {
  hold(4, { tire_temps: four(110) });
  alerts.acknowledgeAll();
  assert.deepEqual([stored.length, writes, alerts.active.every(({ acknowledged }) => acknowledged)], [4, 1, true]);
  alerts.acknowledgeAll();
  assert.equal(writes, 1);
});

test('low fuel in laps, and none of it when it lasts to the end', () => {
  hold(10, {}, { lapsLeft: null, end: null });
  assert.deepEqual(ids(), []);
  const [low] = hold(3, {}, { lapsLeft: 1.86, end: null });
  assert.deepEqual([low.id, low.severity, plain(low.detail)], ['fuel', 'warning', '1.8 laps left']);
  assert.equal(hold(3, {}, { lapsLeft: 0.9, end: { spare: -3 } })[0].severity, 'critical');
  hold(6, {}, { lapsLeft: 0.8, end: { spare: 0.4 } });
  assert.deepEqual(ids(), []);
});

test('a puncture: one tyre loses air within seconds', () => {
  hold(30, {});
  for (let lost = 0; lost < 40; lost += 4) hold(0.5, { tire_pressures: { ...four(170), rr: 170 - lost } });
  const [alert] = hold(3, { tire_pressures: { ...four(170), rr: 120 } }, ENOUGH, { unit: 'kPa' });
  assert.deepEqual([alert.id, alert.severity, alert.text, plain(alert.detail)],
    ['puncture-rr', 'critical', 'Rear right tyre has lost pressure', '120 kPa, was 170 kPa']);
  hold(120, { tire_pressures: { ...four(170), rr: 100 } });
  assert.deepEqual(ids(), ['puncture-rr']); // also long after the loss
});

test('no puncture: heat moves all four, a slow leak is not sudden, one stray reading is nothing', () => {
  hold(20, {});
  for (let pressure = 170; pressure > 120; pressure -= 5) hold(0.5, { tire_pressures: four(pressure) });
  hold(20, {});
  hold(0.5, { tire_pressures: { ...four(170), fl: 90 } });
  hold(0.5, { tire_pressures: { ...four(170), fl: 900 } });
  hold(20, {});
  for (let lost = 0; lost < 40; lost += 0.25) hold(0.5, { tire_pressures: { ...four(170), fl: 170 - lost } });
  assert.deepEqual([alerts.version, ids()], [0, []]);
});

test('new tyres in the pits are no puncture and end one', () => {
  hold(20, {});
  hold(3, { tire_pressures: { ...four(170), fl: 60 } });
  assert.deepEqual(ids(), ['puncture-fl']);
  hold(10, { tire_pressures: { ...four(170), fl: 130, fr: 130 } }, ENOUGH, { inPits: true });
  hold(30, { tire_pressures: { ...four(170), fl: 130, fr: 130 } });
  assert.deepEqual(ids(), []);
});

test('a tyre that is flat when the page is opened', () => {
  assert.equal(hold(2, { tire_pressures: { ...four(170), fl: 20 } })[0].id, 'puncture-fl');
});

test('the gravest first', () => {
  hold(20, {});
  const much = { tire_temps: { ...four(90), rl: 107 }, brake_temps: { ...four(300), fr: 900 }, tire_pressures: { ...four(170), fl: 80 } };
  hold(6, much, { lapsLeft: 1.5, end: null });
  assert.deepEqual(ids(), ['puncture-fl', 'brake-fr', 'fuel', 'tyre-rl']);
});

test('a reading that is lost ends its alert', () => {
  hold(4, hot(110));
  hold(7, { tire_temps: null });
  assert.deepEqual(ids(), []);
});

test('strange readings, storage and acknowledgements do no harm', () => {
  for (const value of STRANGE) {
    alerts = new Alerts(value);
    alerts = new Alerts([value]);
    alerts.acknowledge(value);
    for (const set of [value, four(value)]) soundness(hold(5, { tire_temps: set, tire_pressures: set, brake_temps: set }));
  }
});
