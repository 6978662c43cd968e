import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { soundness, T } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { Track } = await page('race/track.js');
const { tabTitle } = await page('race/title.js');
let track;
let time;

beforeEach(() => {
  track = new Track();
  time = T;
});

const at = (lap, x, z) => track.feed({ time: (time += 500), lap, x, z });
/** A lap of a ring twice as wide as high, in 100 messages; from and to are shares of it. */
function ring(lap, { from = 0, to = 1, size = 400 } = {}) {
  for (let i = Math.round(from * 100); i < to * 100; i++) {
    const angle = (i / 100) * 2 * Math.PI;
    at(lap, size * Math.cos(angle) + 5000, (size / 2) * Math.sin(angle) - 700);
  }
}
const points = (path) => [...path.matchAll(/([ML])(\S+) ([^ML]+)/g)].map(([, pen, x, y]) => ({ lifted: pen === 'M', x: Number(x), y: Number(y) }));
const lifts = (path) => points(path).filter(({ lifted }) => lifted).length;

test('too little to draw', () => {
  assert.equal(track.drawing, null);
  for (let i = 0; i < 5; i++) at(1, i * 20, 1);
  assert.equal(track.drawing, null);
});

test('what has been driven so far, to scale, inside its box', () => {
  ring(1);
  const { viewBox, width, height, path, trail, car } = track.drawing;
  assert.equal(viewBox, `0 0 ${width} ${height}`);
  assert.equal(width, 1000);
  assert.ok(Math.abs((width - 60) / (height - 60) - 2) < 0.02, `${width} × ${height}`);
  assert.deepEqual([trail, lifts(path)], ['', 1]);
  for (const { x, y } of [...points(path), car]) assert.ok(x >= 0 && x <= width && y >= 0 && y <= height);
});

test('z points up the page', () => {
  for (let i = 0; i < 20; i++) at(1, 100, i * 20);
  assert.ok(track.drawing.car.y < points(track.drawing.path)[0].y);
});

test('the last whole lap stays, this lap\'s trail grows over it', () => {
  ring(1);
  ring(2);
  ring(3, { to: 0.25 });
  const { path, trail, car } = track.drawing;
  assert.ok(points(path).length > 80 && points(trail).length > 15 && points(trail).length < 30);
  assert.ok(Math.abs(car.x - 500) < 40);
});

test('joined in the middle: the part is shown until there is a whole lap', () => {
  ring(7, { from: 0.5 });
  ring(8, { to: 0.5 });
  assert.ok(points(track.drawing.path).length < 60);
  ring(8, { from: 0.5 });
  ring(9, { to: 0.1 });
  assert.ok(points(track.drawing.path).length > 80);
});

test('one stray place is left out, a car that was moved lifts the pen', () => {
  ring(1, { to: 0.5 });
  at(1, 90_000, 90_000);
  ring(1, { from: 0.5, to: 0.6 });
  assert.equal(lifts(track.drawing.path), 1);
  for (let i = 0; i < 5; i++) at(1, 5000 + i, -700);
  assert.equal(lifts(track.drawing.path), 2);
});

test('a gap in the data is no straight line', () => {
  ring(1, { to: 0.3 });
  time += 20_000;
  ring(1, { from: 0.5, to: 0.8 });
  assert.equal(lifts(track.drawing.path), 2);
});

test('a lap that was not seen as a whole does not replace one that was', () => {
  ring(1);
  ring(2);
  ring(3, { to: 0.4 });
  time += 60_000;
  ring(4, { to: 0.3 });
  assert.ok(points(track.drawing.path).length > 80);
  ring(4, { from: 0.3 });
  ring(5);
  assert.equal(lifts(track.drawing.path), 1);
  assert.ok(points(track.drawing.path).length > 80);
});

test('a standing car draws nothing', () => {
  ring(1, { to: 0.5 });
  const before = points(track.drawing.path).length;
  for (let i = 0; i < 1000; i++) at(1, 4600, -700);
  assert.ok(points(track.drawing.path).length <= before + 1);
});

test('hours without a lap number, on an endless road, are bounded', () => {
  for (let i = 0; i < 50_000; i++) at(null, i * 25, 10 * Math.sin(i));
  assert.equal(points(track.drawing.path).length, 1500); // the oldest go; thinned for ever, little would be left to see
});

test('no place, no harm', () => {
  ring(1);
  track.feed({ time, lap: 1, x: null, z: null });
  track.feed({ time: time + 500, lap: null, x: 1e6, z: -1e6 });
  soundness(track.drawing);
});

test('drawn once, however often it is asked for', () => {
  ring(1);
  assert.equal(track.drawing, track.drawing);
});

test('the title: place and lap first while live, the state first when not', () => {
  assert.equal(tabTitle({ phase: 'live', label: 'Live', position: 3, lap: 12 }), 'P3 · Lap 12 · Live · Pitwall');
  assert.equal(tabTitle({ phase: 'stale', label: 'Stale', position: 3, lap: 12 }), 'Stale · P3 · Lap 12 · Pitwall');
  assert.equal(tabTitle({ phase: 'live', label: 'Live', position: null, lap: NaN, alerts: 2 }), '⚠ Live · Pitwall');
});
