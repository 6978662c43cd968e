import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Drive } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { Race } = await page('race/race.js');
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) <= 1.5, `${actual}, not about ${expected}`);
let race;
let drive;
const feed = (messages) => {
  for (const telemetry of messages) race.feed(telemetry, drive.at);
};
const stint = () => race.stint.now;

beforeEach(() => {
  race = new Race();
  drive = new Drive();
});

test('nothing before the first message', () => {
  const { driver, since, seconds, laps } = stint();
  assert.deepEqual([driver, since, seconds, laps], [null, null, null, 0]);
});

test('from the session\'s beginning, or at least since the page watches', () => {
  feed(drive.go(250));
  assert.deepEqual([stint().began, stint().laps, stint().driver], ['session', 2, 'Driver One']);
  near(stint().seconds, 250);
  race = new Race();
  feed(drive.go(50));
  assert.equal(stint().began, 'joined');
  near(stint().seconds, 50);
});

test('another driver begins another stint', () => {
  feed(drive.go(250));
  feed(drive.go(130, { player_name: 'Driver Two' }));
  assert.deepEqual([stint().driver, stint().began, stint().laps], ['Driver Two', 'driver', 1]);
  near(stint().seconds, 130);
  const [before] = stint().earlier;
  assert.deepEqual([before.driver, before.laps], ['Driver One', 2]);
  near(before.seconds, 250);
});

test('a name that comes once, or none for a while, changes nothing', () => {
  feed(drive.go(150));
  race.feed(drive.telemetry({ player_name: 'Safety Car' }), drive.at);
  feed(drive.go(10, { player_name: null }));
  feed(drive.go(10));
  assert.deepEqual([stint().driver, stint().began, stint().earlier.length], ['Driver One', 'session', 0]);
  near(stint().seconds, 170);
});

test('a stop begins another stint when the pits are left', () => {
  feed(drive.go(180, { in_pits: false }));
  feed(drive.go(15, { in_pits: true }));
  feed(drive.stand(30, { in_pits: true }));
  feed(drive.go(15, { in_pits: true }));
  feed(drive.go(120, { in_pits: false }));
  assert.deepEqual([stint().began, stint().driver, race.pits.stops], ['pit', 'Driver One', 1]);
  near(stint().seconds, 120);
  near(stint().earlier[0].seconds, 180); // until it came in
});

test('a drive-through is no stop, also after a spin', () => {
  feed(drive.go(160, { in_pits: false }));
  feed(drive.stand(3, { in_pits: false }));
  feed(drive.go(20, { in_pits: false }));
  feed(drive.go(30, { in_pits: true, speed: 60 }));
  feed(drive.go(50, { in_pits: false }));
  assert.deepEqual([stint().began, race.pits.stops], ['session', 0]);
});

test('a driver who takes over in the pits begins one stint, not two', () => {
  feed(drive.go(180, { in_pits: false }));
  feed(drive.stand(20, { in_pits: true }));
  feed(drive.stand(20, { in_pits: true, player_name: 'Driver Two' }));
  feed(drive.go(60, { in_pits: false, player_name: 'Driver Two' }));
  assert.deepEqual([stint().began, stint().driver, stint().earlier.length], ['driver', 'Driver Two', 1]);
  near(stint().seconds, 60);
});

test('a stop that no field tells of', () => {
  feed(drive.go(150));
  feed(drive.stand(30, {}, (car) => (car.fuel += 0.9)));
  feed(drive.go(100));
  assert.deepEqual([stint().began, stint().earlier.length], ['pit', 1]);
  near(stint().seconds, 100);
});

test('another session begins with nothing behind it', () => {
  feed(drive.go(350));
  drive = new Drive({ at: drive.at });
  feed(drive.go(30));
  assert.deepEqual([stint().began, stint().laps, stint().earlier.length], ['session', 0, 0]);
  near(stint().seconds, 30);
});

test('a day of stints keeps the newest of them', () => {
  for (let i = 0; i < 80; i++) feed(drive.go(120, { player_name: `Driver ${i}` }));
  assert.equal(stint().earlier.length, 50);
  assert.equal(stint().earlier[0].driver, 'Driver 78');
});
