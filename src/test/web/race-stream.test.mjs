/** The recorded stint through everything that derives from the stream, against what is computed here from the file itself. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { NO_SAMPLES, stint } from '../clients/harness/samples.mjs';
import { soundness } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { Race } = await page('race/race.js');
const { Alerts } = await page('race/alerts.js');
const { bandOf, DEFAULT_THRESHOLDS } = await page('race/bands.js');
const near = (actual, expected, tolerance) => assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not about ${expected}`);
const middle = (numbers) => [...numbers].sort((a, b) => a - b);
const options = { skip: NO_SAMPLES };
let messages;
let race;
let alerts;

before(() => {
  if (NO_SAMPLES) return;
  messages = stint().map((text) => JSON.parse(text));
  race = new Race();
  alerts = new Alerts();
  for (const [i, telemetry] of messages.entries()) {
    const record = race.feed(telemetry, i * 25); // arrives at 20 times the speed
    alerts.feed(record, race.fuelPlan(), DEFAULT_THRESHOLDS);
    if (i % 50 === 0) soundness([record, race.laps.list(), race.stint.now, race.fuelPlan(), alerts.active]);
  }
});

/** The first message of each lap, by lap. */
const firsts = () => [...new Map([...messages].reverse().map((message) => [message.lap, message])).values()].reverse();

test('its laps, their times, fuel and tread', options, () => {
  const starts = firsts();
  const expected = starts.slice(0, -1).map((start, i) => {
    const end = starts[i + 1];
    return { lap: start.lap, time: end.last_lap_time, fuel: start.fuel - end.fuel, tread: (start.tire_wear.fr - end.tire_wear.fr) * 100 };
  });
  const laps = [...race.laps.list()].reverse();
  assert.deepEqual(laps.map(({ lap, time, counted, pit }) => [lap, time, counted, pit]), expected.map(({ lap, time }) => [lap, time, true, false]));
  expected.forEach(({ fuel, tread }, i) => {
    near(laps[i].fuelUsed, fuel, 1e-9);
    near(laps[i].treadUsed.fr, tread, 1e-9);
  });
  assert.equal(race.laps.best, messages.at(-1).best_lap_time);
  near(laps[3].deltaAverage, expected[3].time - (expected[0].time + expected[1].time + expected[2].time) / 3, 1e-9);
  assert.equal(race.session, 0);
});

test('without told times our own clock comes to the same', options, () => {
  const own = new Race();
  for (const [i, { last_lap_time, ...telemetry }] of messages.entries()) own.feed(telemetry, i * 25);
  own.laps.list().forEach(({ time, told }, i) => {
    assert.equal(told, false);
    near(time, race.laps.list()[i].time, 0.01);
  });
});

test('its fuel', options, () => {
  const plan = race.fuelPlan();
  const starts = firsts();
  const used = middle(starts.slice(1).map((message, i) => starts[i].fuel - message.fuel));
  const perLap = (used[1] + used[2]) / 2; // of four laps
  near(plan.perLap, perLap, 1e-9);
  near(plan.lapsLeft, messages.at(-1).fuel / perLap, 1e-9);
  assert.deepEqual([plan.state, plan.sampled, plan.end], ['measured', 4, null]);
});

test('its stints', options, () => {
  const change = messages.findIndex(({ player_name }) => player_name !== messages[0].player_name);
  const [last] = messages.slice(-1);
  const { driver, laps, seconds, earlier } = race.stint.now;
  assert.equal(driver, last.player_name);
  assert.equal(laps, last.lap - messages[change].lap);
  near(seconds, (Date.parse(last.timestamp) - Date.parse(messages[change].timestamp)) / 1000, 0.001);
  assert.deepEqual(earlier.map((stint) => [stint.driver, stint.laps]), [[messages[0].player_name, messages[change].lap - messages[0].lap]]);
  assert.equal(race.pits.stops, 0);
});

test('its track: a stray position in it leaves no trace', options, () => {
  const { path, trail, car, width, height } = race.track.drawing;
  assert.deepEqual([path.match(/M/g).length, trail.match(/M/g).length], [1, 1]);
  const span = (key) => Math.max(...messages.map((message) => message[key])) - Math.min(...messages.map((message) => message[key]));
  near((width - 60) / (height - 60), span('position_x') / span('position_z'), 0.01);
  assert.ok(car.x > 0 && car.x < width && car.y > 0 && car.y < height);
});

test('its charts hold the last ten minutes', options, () => {
  const [xs, fuel] = race.series.aligned(['fuel']);
  near(xs.at(-1) - xs[0], 600, 1);
  assert.equal(fuel.at(-1), messages.at(-1).fuel);
});

test('a car that is driven well raises no alert and is in its windows', options, () => {
  assert.equal(alerts.version, 0);
  const { tyreTemps, pressures, brakeTemps, treads } = race.record;
  const readings = { tyre: tyreTemps.fl, pressure: pressures.fl, brake: brakeTemps.fl, tread: treads.fl };
  for (const [quantity, value] of Object.entries(readings)) assert.equal(bandOf(quantity, value).level, 'ok');
});

test('joined in its third lap, with messages lost: what is shown is right or missing', options, () => {
  const late = new Race();
  messages.forEach((telemetry, i) => {
    if (i > 700 && (i < 1000 || i > 1080)) late.feed(telemetry, i * 500);
  });
  const [fourth, third] = late.laps.list();
  assert.deepEqual([third.lap, third.time, third.complete, third.fuelUsed], [3, 153.019, false, null]);
  assert.deepEqual([fourth.lap, fourth.complete], [4, true]);
  near(fourth.fuelUsed, race.laps.list()[0].fuelUsed, 1e-9);
  assert.equal(late.fuelPlan().sampled, 1);
});
