import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { four, soundness, STRANGE, T } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { Readings } = await page('race/readings.js');
const { fromKpa, percentText, pressureText, shownUnit, toKpa } = await page('race/units.js');
const plain = (text) => text.replaceAll('\u00a0', ' ');
let readings;
const read = (telemetry, at = T) => readings.read(telemetry, at);
const pressures = (set) => read({ tire_pressures: set }).pressures;
const treads = (set) => read({ tire_wear: set }).treads;

beforeEach(() => {
  readings = new Readings();
});

test('whatever arrives, in whole or in any field, is null or sound', () => {
  const fields = Object.keys(read({})).length;
  const names = ['timestamp', 'lap', 'lap_time', 'last_lap_time', 'fuel', 'fuel_capacity', 'tire_pressures', 'tire_temps', 'tire_wear', 'brake_temps',
    'speed', 'gear', 'player_name', 'position_x', 'position_z', 'in_pits', 'pit_state', 'laps_remaining', 'total_laps', 'time_remaining', 'rain'];
  for (const value of STRANGE) {
    const fieldsOfIt = Object.fromEntries(names.map((name) => [name, value]));
    const cornersOfIt = { tire_temps: four(value), tire_pressures: four(value), tire_wear: four(value) };
    for (const telemetry of [value, fieldsOfIt, cornersOfIt]) {
      for (const at of [T, value]) {
        const record = read(telemetry, at);
        soundness(record);
        assert.equal(Object.keys(record).length, fields);
      }
    }
  }
});

test('-273.15 is no reading, frost is', () => {
  assert.deepEqual(read({ tire_temps: { fl: -273.15, fr: -5, rl: 96.5, rr: '90' } }).tyreTemps, { fl: null, fr: -5, rl: 96.5, rr: null });
});

test('the unit of pressures follows from what is plausible and is read in kPa', () => {
  assert.deepEqual(pressures(four(168.06)), four(168.06));
  readings = new Readings();
  assert.ok(Math.abs(pressures(four(24.4)).rl - 168.2) < 0.1);
  assert.equal(read({ tire_pressures: four(24.4) }).pressureSent, 'PSI');
  readings = new Readings();
  assert.equal(pressures(four(1.7)).fr, 170);
});

test('air that is lost does not change the unit, even of all four', () => {
  pressures(four(170));
  assert.deepEqual(pressures({ fl: 41, fr: 168, rl: 170, rr: 0 }), { fl: 41, fr: 168, rl: 170, rr: 0 });
  assert.deepEqual(pressures({ fl: 41, fr: 40, rl: 3, rr: 0 }), { fl: 41, fr: 40, rl: 3, rr: 0 });
  assert.deepEqual(pressures(four(0)), four(null));
});

test('another monitor that stays with another unit is believed in the end', () => {
  pressures(four(170));
  for (let i = 0; i < 30; i++) pressures(four(25));
  assert.ok(Math.abs(pressures(four(25)).fl - 172.4) < 0.1);
});

test('wear is tread left in %, whichever scale arrives; one absurd value does not change the scale', () => {
  assert.deepEqual(treads({ fl: 0.5, fr: 1.000001, rl: null, rr: 0 }), { fl: 50, fr: 100, rl: null, rr: 0 });
  assert.deepEqual(treads({ fl: 0.5, fr: 50, rl: 0.5, rr: 0.5 }), { fl: 50, fr: null, rl: 50, rr: 50 });
  readings = new Readings();
  assert.deepEqual(treads({ fl: 97, fr: 100.2, rl: 0.9, rr: 0 }), { fl: 97, fr: 100, rl: 0.9, rr: 0 });
  assert.deepEqual(treads(four(0.8)), four(0.8));
});

test('the time is the telemetry\'s own while it moves', () => {
  assert.equal(read({ timestamp: '2025-11-21T10:50:00.018Z' }, T).time, 1763722200018);
  assert.equal(read({ timestamp: '2025-11-21T10:50:10.018Z' }, T + 500).time, 1763722210018); // a replay at 20 times the speed
  assert.equal(read({}, T + 900).time, 1763722210418);
});

test('without a time of its own, the arrival\'s; seconds and milliseconds are understood', () => {
  assert.equal(read({}, T).time, T);
  assert.equal(read({ timestamp: T / 1000 + 7 }, T + 1).time, T + 7000);
  assert.equal(read({ timestamp: T + 8000 }, T + 2).time, T + 8000);
});

test('whole seconds are filled up, a clock that stands is left', () => {
  const times = [0, 500, 1000, 1500].map((ms) => read({ timestamp: new Date(T + Math.floor(ms / 1000) * 1000).toISOString() }, T + ms).time - T);
  assert.deepEqual(times, [0, 500, 1000, 1500]);
  assert.equal(read({ timestamp: new Date(T + 1000).toISOString() }, T + 61_000).time, T + 61_000);
});

test('in the pits, in the words of several monitors', () => {
  const pits = (telemetry) => read(telemetry).inPits;
  for (const told of [{ in_pits: true }, { in_pit_lane: 1 }, { in_pits: false, in_garage: true }, { pit_state: 'Entering' }]) {
    assert.equal(pits(told), true);
  }
  for (const told of [{ in_pits: false }, { on_pit_road: 0 }, { pit_state: 'NONE' }]) assert.equal(pits(told), false);
  for (const told of [{}, { in_pits: 'maybe' }, { in_pits: null }, { pit_state: 'constructor' }, { pit_state: 7 }]) assert.equal(pits(told), null);
});

test('what remains of the race; "by time" is no number of laps', () => {
  assert.equal(read({ time_remaining: 3600 }).timeRemaining, 3600);
  assert.equal(read({ session_time_remaining: -1, time_remaining: 60 }).timeRemaining, 60);
  assert.equal(read({ laps_remaining: 12 }).lapsRemaining, 12);
  assert.equal(read({ max_laps: 2147483647 }).totalLaps, null);
});

test('a place is two numbers, and 0,0 is none', () => {
  assert.equal(read({ position_x: 5 }).x, null);
  assert.equal(read({ position_x: 0, position_z: 0 }).z, null);
  assert.equal(read({ position_x: 0, position_z: -4 }).z, -4);
});

test('pressures in the unit that somebody chose, or as they are sent', () => {
  assert.equal(plain(pressureText(168.06, 'kPa')), '168 kPa');
  assert.equal(plain(pressureText(168.06, 'PSI')), '24.4 PSI');
  assert.equal(plain(pressureText(168.06, 'bar')), '1.68 bar');
  assert.equal(shownUnit('bar', { pressureSent: 'PSI' }), 'bar');
  for (const choice of ['auto', ...STRANGE]) assert.equal(shownUnit(choice, { pressureSent: 'PSI' }), 'PSI');
  assert.equal(shownUnit('auto', null), 'kPa');
  assert.ok(Math.abs(fromKpa(toKpa(24.4, 'PSI'), 'PSI') - 24.4) < 1e-9);
  for (const value of STRANGE.filter((one) => one !== 0 && one !== -1)) assert.equal(pressureText(value, 'bar'), '–');
  assert.deepEqual([97.184, 0, 100, null, NaN, 101].map(percentText).map(plain), ['97.2 %', '0.0 %', '100.0 %', '–', '–', '–']);
});
