import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Drive, soundness, STRANGE, T } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { Race } = await page('race/race.js');
const near = (actual, expected, tolerance = 0.05) => assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not about ${expected}`);
let race;
let drive;
const feed = (messages) => {
  for (const telemetry of messages) race.feed(telemetry, drive.at);
};
const laps = () => race.laps.list();

beforeEach(() => {
  race = new Race();
  drive = new Drive();
});

test('a lap from line to line', () => {
  feed(drive.go(110));
  const [lap, ...more] = laps();
  assert.equal(more.length, 0);
  assert.deepEqual([lap.lap, lap.time, lap.told, lap.complete, lap.counted, lap.pit], [1, 100.001, true, true, true, false]);
  near(lap.fuelUsed, 3);
  near(lap.treadUsed.rr, 1);
  assert.equal(lap.driver, 'Driver One');
});

test('a lap joined in the middle has its time but is incomplete and does not count', () => {
  [...drive.go(40)];
  feed(drive.go(80));
  const [lap] = laps();
  assert.deepEqual([lap.time, lap.complete, lap.counted, lap.fuelUsed, lap.treadUsedMost], [100.001, false, false, null, null]);
  assert.equal(race.laps.best, null);
  feed(drive.go(100));
  assert.deepEqual(laps().map(({ complete }) => complete), [true, false]);
});

test('the last lap time may come several messages after the lap number', () => {
  const late = [...drive.go(320)].map((telemetry, i, all) => ({ ...telemetry, last_lap_time: all[Math.max(0, i - 7)].last_lap_time }));
  late.slice(0, 203).forEach((telemetry) => race.feed(telemetry, T));
  near(laps()[0].time, 100); // by our own clock until it is told
  assert.equal(laps()[0].told, false);
  late.slice(203).forEach((telemetry) => race.feed(telemetry, T));
  assert.deepEqual(laps().map(({ lap, time, told }) => [lap, time, told]), [[3, 100.003, true], [2, 100.002, true], [1, 100.001, true]]);
});

test('a last lap time that comes before the lap number is the same lap\'s', () => {
  const early = [...drive.go(320)].map((telemetry, i, all) => ({ ...telemetry, last_lap_time: all[Math.min(all.length - 1, i + 2)].last_lap_time }));
  early.forEach((telemetry) => race.feed(telemetry, T));
  assert.deepEqual(laps().map(({ time }) => time), [100.003, 100.002, 100.001]);
});

test('without any told time our own clock stands, and two like times are no missing one', () => {
  for (const telemetry of drive.go(320)) race.feed({ ...telemetry, last_lap_time: null }, drive.at);
  for (const { time, told } of laps()) {
    assert.equal(told, false);
    near(time, 100, 0.001);
  }
  race = new Race();
  drive = new Drive();
  for (const telemetry of drive.go(320)) race.feed({ ...telemetry, last_lap_time: drive.lap > 1 ? 100.2 : null }, drive.at);
  assert.deepEqual(laps().map(({ time, told }) => [time, told]), Array(3).fill([100.2, true]));
});

test('an invalid lap (-1) is measured', () => {
  for (const telemetry of drive.go(220)) race.feed({ ...telemetry, last_lap_time: drive.lap === 2 ? -1 : telemetry.last_lap_time }, drive.at);
  assert.deepEqual(laps().map(({ told }) => told), [true, false]);
  near(laps()[1].time, 100, 0.001);
});

test('an invalid lap whose time is not told keeps the time before it from being taken for its own', () => {
  feed(drive.go(110));
  drive.lapSeconds = 120;
  for (const telemetry of drive.go(130)) race.feed({ ...telemetry, last_lap_time: 100.001 }, drive.at);
  const [second] = laps();
  assert.equal(second.told, false);
  near(second.time, 120, 0.001);
});

test('the best lap and the mean of the five before it', () => {
  feed(drive.go(10 + 100 * 7));
  const [seventh] = laps();
  near(seventh.deltaBest, 0.006, 1e-6);
  near(seventh.deltaAverage, 100.007 - 100.004, 1e-6);
  const first = laps().at(-1);
  assert.deepEqual([first.best, first.deltaBest, first.deltaAverage], [true, 0, null]);
});

test('pit laps are marked and do not count, told by the monitor', () => {
  feed(drive.go(180, { in_pits: false }));
  feed(drive.go(40, { in_pits: true }));
  feed(drive.go(200, { in_pits: false }));
  assert.deepEqual(laps().map(({ lap, pit, counted }) => [lap, pit, counted]),
    [[4, false, true], [3, true, false], [2, true, false], [1, false, true]]);
});

test('a stop of which no field tells is noticed by the stand and by the fuel', () => {
  feed(drive.go(150));
  feed(drive.stand(30, {}, (car) => (car.fuel += 0.9)));
  feed(drive.go(170));
  const second = laps().find(({ lap }) => lap === 2);
  assert.deepEqual([second.pit, second.refuelled, second.counted, second.fuelUsed], [true, true, false, null]);
  assert.deepEqual([laps()[0].lap, laps()[0].counted], [3, true]);
  assert.equal(race.pits.stops, 1);
  assert.equal(race.pits.told, false);
});

test('a spin is no stop, nor is one message that says 0 km/h, no fuel or a full tank', () => {
  feed(drive.go(50));
  feed(drive.stand(6));
  feed(drive.go(20));
  race.feed(drive.telemetry({ speed: 0, fuel: 0 }), drive.at);
  feed(drive.go(10));
  race.feed(drive.telemetry({ fuel: 79 }), drive.at);
  feed(drive.go(60));
  assert.deepEqual([laps()[0].pit, laps()[0].refuelled, race.pits.stops], [false, false, 0]);
});

test('refuelling in a gap of the data is noticed by the fuel alone', () => {
  feed(drive.go(150));
  [...drive.go(20)];
  drive.fuel += 40;
  feed(drive.go(170));
  const second = laps().find(({ lap }) => lap === 2);
  assert.deepEqual([second.refuelled, second.counted, second.fuelUsed], [true, false, null]);
});

test('refuelling in a gap over the line spoils both laps', () => {
  feed(drive.go(195));
  [...drive.go(5)];
  drive.fuel += 40;
  feed(drive.go(110));
  assert.deepEqual(laps().slice(0, 2).map(({ lap, complete, refuelled, counted }) => [lap, complete, refuelled, counted]),
    [[3, true, true, false], [2, true, true, false]]);
});

test('messages that were lost within a lap cost nothing, over the line both laps', () => {
  feed(drive.go(130));
  [...drive.go(40)];
  feed(drive.go(40)); // lap 2 is whole in spite of the gap
  near(laps()[0].fuelUsed, 3);
  feed(drive.go(70));
  [...drive.go(60)];
  feed(drive.go(200));
  assert.deepEqual(laps().map(({ lap, complete }) => [lap, complete]), [[5, true], [4, false], [3, false], [2, true], [1, true]]);
});

test('laps that were missed are not invented', () => {
  feed(drive.go(150));
  [...drive.go(300)];
  feed(drive.go(170));
  assert.deepEqual(laps().map(({ lap, complete, time }) => [lap, complete, time]),
    [[6, true, 100.006], [5, false, 100.005], [2, false, null], [1, true, 100.001]]);
});

test('missed laps are not added to the one before them, even if the stream comes back at the line', () => {
  feed(drive.go(150));
  [...drive.go(250)];
  feed(drive.go(110));
  assert.deepEqual(laps().map(({ lap, complete, fuelUsed }) => [lap, complete, fuelUsed === null]),
    [[5, true, false], [2, false, true], [1, true, false]]);
});

test('a lap number that jumps ahead is no line that was crossed', () => {
  feed(drive.go(150));
  drive.lap += 3;
  feed(drive.go(60));
  assert.deepEqual(laps().map(({ lap, complete }) => [lap, complete]), [[5, false], [2, false], [1, true]]);
});

test('a lap number that jumps back is another session, one stray number is not', () => {
  feed(drive.go(250));
  race.feed(drive.telemetry({ lap: 1 }), drive.at);
  race.feed(drive.telemetry({ lap: 77_777 }), drive.at);
  feed(drive.go(10));
  assert.deepEqual([race.session, laps().length], [0, 2]);
  drive = new Drive({ at: drive.at });
  feed(drive.go(120));
  assert.equal(race.session, 1);
  assert.deepEqual(laps().map(({ lap, complete }) => [lap, complete]), [[1, true]]);
});

test('another track or type of session is another session too', () => {
  feed(drive.go(150, { session_type: 'Practice' }));
  feed(drive.go(10, { session_type: 'Qualify' }));
  assert.deepEqual([race.session, laps().length], [1, 0]);
});

test('the lap being driven', () => {
  assert.equal(race.laps.current, null);
  feed(drive.go(150));
  const { lap, complete, pit, fuelUsed } = race.laps.current;
  assert.deepEqual([lap, complete, pit], [2, true, false]);
  near(fuelUsed, 1.5);
});

test('a day of short laps keeps a bounded list', () => {
  drive = new Drive({ lapSeconds: 20, step: 2, perLap: 0.01 });
  feed(drive.go(20 * 1500));
  assert.equal(laps().length, 1000);
  assert.equal(laps()[0].lap, 1500);
});

test('the list is the same array until something changes', () => {
  feed(drive.go(120));
  const list = laps();
  feed(drive.go(10));
  assert.equal(laps(), list);
});

test('strange values in the midst of a race never break it', () => {
  const names = Object.keys(drive.telemetry());
  for (const value of STRANGE) {
    for (const name of names) {
      feed(drive.go(2));
      race.feed(drive.telemetry({ [name]: value }), drive.at);
    }
    race.feed(value, value);
    race.feed(Object.fromEntries(names.map((name) => [name, value])), drive.at);
    soundness([race.record, laps(), race.laps.current, race.stint.now, race.fuelPlan(), race.track.drawing]);
    soundness(race.series.aligned(['speed', 'tyre_fl']));
  }
  feed(drive.go(250));
  const [lap] = laps();
  assert.ok(lap.counted);
  near(lap.fuelUsed, 3);
});
