import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_SAMPLES, sample } from '../clients/harness/samples.mjs';
import { soundness, STRANGE } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { diffSetups, readSetup, search } = await page('race/setup.js');
const value = (key, stringValue, more = {}) => ({ key, stringValue, value: 3, minValue: 0, maxValue: 12, available: true, ...more });
const setup = (...values) => ({ carSetup: { garageValues: Object.fromEntries(values.map((one) => [one.key, one])) } });
const titles = (sheet) => sheet.groups.map(({ title }) => title);
const wheels = ({ fl, fr, rl, rr }) => [fl, fr, rl, rr].filter(Boolean);
const entries = (sheet) => sheet.groups.flatMap((group) => [...group.entries, ...group.corners.flatMap(wheels)]);
const only = (sheet) => entries(sheet)[0];

test('a garage value in words, with its range', () => {
  const entry = only(readSetup(setup(value('VM_REAR_3RD_SLOWBUMP', '4'))));
  const { caption, text, range, available, group } = entry;
  assert.deepEqual([caption, text, range, available, group], ['Rear 3rd slow bump', '4', '0 to 12, now 3', true, 'suspension']);
  assert.deepEqual(entry.path, ['carSetup', 'garageValues', 'VM_REAR_3RD_SLOWBUMP']);
});

test('its own caption comes first, without shouting, with the side that only the key tells', () => {
  const caption = (key, caption) => only(readSetup(setup(value(key, '1', { caption })))).caption;
  assert.equal(caption('VM_BRAKE_PRESSURE', 'MAX PEDAL FORCE'), 'Max pedal force');
  assert.equal(caption('VM_STEER_LOCK', 'Wheel Range (Lock)'), 'Wheel Range (Lock)');
  assert.equal(caption('VM_LEFT_FENDER_FLARE', 'DIVE PLANE'), 'Dive plane, left');
  for (const strange of ['', null, 7]) assert.equal(caption('VM_BRAKE_PRESSURE', strange), 'Brake pressure');
});

test('each in its group, in the order in which an engineer goes through them', () => {
  const keys = ['VM_FUEL_LEVEL', 'VM_GEAR_1', 'VM_REAR_WING', 'VM_BRAKE_BALANCE', 'WM_CAMBER-W_FL', 'WM_PRESSURE-W_FL',
    'VM_ENGINE_BRAKEMAP', 'VM_WEIGHT_WEDGE', 'VM_NEW_THING'];
  const sheet = readSetup(setup(...keys.map((key) => value(key, '1'))));
  assert.deepEqual(titles(sheet), ['Tyres', 'Suspension and steering', 'Brakes', 'Aero and cooling', 'Gears and differential',
    'Engine and electronics', 'Fuel and strategy', 'Chassis and other']);
  assert.equal(sheet.count, keys.length);
});

test('the four wheels of a value stand together', () => {
  const sheet = readSetup(setup(...['FL', 'FR', 'RL', 'RR'].map((corner, i) => value(`WM_CAMBER-W_${corner}`, `-${i} deg`))));
  const [row] = sheet.groups[0].corners;
  assert.deepEqual([row.caption, row.fl.text, row.fr.text, row.rl.text, row.rr.text], ['Camber', '-0 deg', '-1 deg', '-2 deg', '-3 deg']);
  assert.deepEqual(sheet.groups[0].entries, []);
  const plain = readSetup({ pressures: { fl: 1.7, fr: 1.8 } }).groups[0].corners[0];
  assert.deepEqual([plain.caption, plain.fl.text, plain.fr.text, plain.rl], ['Pressures', '1.7', '1.8', null]);
});

test('what the car does not have', () => {
  const available = (text, more) => only(readSetup(setup(value('VM_GEAR_8', text, more)))).available;
  assert.equal(available('Detached'), true);
  assert.deepEqual([available('N/A'), available('Non-adjustable'), available('2.1', { available: false })], [false, false, false]);
});

test('something nested beside the wording makes it a branch like any other, so that nothing is hidden', () => {
  const sheet = readSetup(setup(value('VM_X', 'on', { more: { hidden: 42 } })));
  assert.ok(entries(sheet).some(({ text }) => text === '42'));
});

test('an empty wording gives way to the value, two positions are no range', () => {
  assert.equal(only(readSetup(setup(value('VM_NUM_PITSTOPS', '', { value: 2 })))).text, '2');
  assert.equal(only(readSetup(setup(value('VM_X', 'on', { maxValue: 1 })))).range, null);
});

test('everything else is grouped by its branch, any JSON', () => {
  const weather = { ambientTempKelvin: 298.009347, dry: true };
  const sheet = readSetup({ currentWeather: weather, symmetric: false, nodes: [{ sky: 1 }, { sky: null }], empty: {} });
  assert.deepEqual(titles(sheet), ['Current weather', 'Other', 'Nodes']);
  assert.deepEqual(entries(sheet).map(({ caption, text }) => [caption, text]), [
    ['Ambient temp kelvin', '298.009'], ['Dry', 'yes'], ['Symmetric', 'no'], ['Empty', '{ }'], ['1 › Sky', '1'], ['2 › Sky', '–'],
  ]);
});

test('a name that comes as bytes is a name, other lists stay numbers', () => {
  const bytes = [...'Driver One'].map((letter) => letter.charCodeAt(0));
  const texts = entries(readSetup({ a: { name: [...bytes, ...Array(22).fill(0)], list: [68, 0], long: Array(40).fill(7) } })).map(({ text }) => text);
  assert.deepEqual(texts, ['Driver One', '68, 0', `${Array(12).fill(7).join(', ')} … (40 values)`]);
});

test('a name of a whole megabyte is cut like any other', () => {
  const [{ text }] = entries(readSetup({ a: { name: [...Array(300_000).fill(65), 0] } }));
  assert.equal(text, `${'A'.repeat(199)}…`);
});

test('scalars, lists and nothing at all', () => {
  assert.deepEqual([null, undefined, {}].map((setup) => readSetup(setup).groups.length), [0, 0, 1]);
  for (const strange of STRANGE.filter((one) => one !== undefined && !Number.isNaN(one))) {
    soundness(readSetup(strange));
    soundness(readSetup(setup(value('VM_X', strange))));
    const more = { value: strange, minValue: strange, maxValue: strange, available: strange, caption: strange };
    soundness(readSetup(setup(value('VM_X', 'x', more))));
  }
});

test('hostile keys and values are text and nothing more', () => {
  const image = '<img src=x onerror=alert(1)>';
  const hostile = JSON.parse(`{"__proto__":{"stringValue":"${image}","key":"k"},"constructor":{"__proto__":1},"toString":"\\u202Eevil","":{"":""}}`);
  const sheet = readSetup(hostile);
  assert.deepEqual(entries(sheet).map(({ text }) => text).sort(), ['""', '1', image, 'evil']);
  assert.equal({}.stringValue, undefined);
  assert.equal(diffSetups(hostile, {}).removed.length, 4);
  assert.ok(readSetup({ a: { name: 'x'.repeat(10_000) } }).groups[0].entries[0].text.length <= 200);
});

test('deep and wide setups end somewhere', () => {
  let deep = 1;
  for (let i = 0; i < 50_000; i++) deep = { deep };
  assert.equal(readSetup(deep).count, 1);
  const wide = readSetup(Array.from({ length: 100_000 }, (_, i) => ({ i })));
  assert.deepEqual([wide.truncated, wide.count], [true, 5000]);
  assert.equal(diffSetups(deep, deep).count, 0);
});

test('search finds captions, keys, values and groups, all words, in any case', () => {
  const wings = [value('VM_REAR_WING', 'P13'), value('VM_FRONT_WING', 'Standard')];
  const cambers = [value('WM_CAMBER-W_FL', '-2.5 deg'), value('WM_CAMBER-W_RR', '-1.5 deg')];
  const sheet = readSetup({ ...setup(...wings, ...cambers), team: { name: 'Ωmega' } });
  const count = (query) => search(sheet, query).count;
  const queries = ['wing', 'REAR Wing', 'vm_rear', 'p13', 'aero', 'ωmega', 'camber front', 'no such'];
  assert.deepEqual(queries.map(count), [2, 1, 1, 1, 2, 1, 1, 0]);
  assert.equal(search(sheet, '  '), sheet);
  const [row] = search(sheet, 'camber front left').groups[0].corners;
  assert.equal(row.rr.text, '-1.5 deg'); // the other wheels stay beside it
  for (const query of STRANGE) search(sheet, query);
});

test('what changed, came and went', () => {
  const before = { ...setup(value('VM_REAR_WING', 'P13'), value('WM_CAMBER-W_FL', '-2.5 deg'), value('VM_GONE', '1')), team: { name: 'A' } };
  const after = { ...setup(value('VM_REAR_WING', 'P14'), value('WM_CAMBER-W_FL', '-2.0 deg'), value('VM_CAME', '2')), team: { name: 'A' } };
  const diff = diffSetups(before, readSetup(after));
  assert.deepEqual(diff.changed.map(({ caption, old, now, title }) => [caption, old, now, title]), [
    ['Rear wing', 'P13', 'P14', 'Aero and cooling'], ['Camber front left', '-2.5 deg', '-2.0 deg', 'Suspension and steering'],
  ]);
  assert.deepEqual(diff.added.map(({ key, old, now }) => [key, old, now]), [['VM_CAME', null, '2']]);
  assert.deepEqual(diff.removed.map(({ key, old, now }) => [key, old, now]), [['VM_GONE', '1', null]]);
  assert.equal(diff.count, 4);
  assert.equal(diffSetups(before, structuredClone(before)).count, 0);
});

test('values that read alike are told apart', () => {
  const { changed } = diffSetups({ a: { b: 1.00000001, c: 1, d: 10n ** 20n } }, { a: { b: 1.00000002, c: '1', d: 10n ** 20n + 1n } });
  assert.deepEqual(changed.map(({ old, now }) => [old, now]),
    [['1.00000001', '1.00000002'], ['1', '1'], ['100000000000000000000', '100000000000000000001']]);
  const garage = diffSetups(setup(value('VM_X', 'Long', { value: 1 })), setup(value('VM_X', 'Long', { value: 2 })));
  assert.deepEqual([garage.changed[0].old, garage.changed[0].now], ['Long (1)', 'Long (2)']);
});

test('the real setup', { skip: NO_SAMPLES }, () => {
  const text = sample('setup-overview.json');
  const sheet = readSetup(JSON.parse(text));
  soundness(sheet);
  const garage = JSON.parse(text).carSetup.garageValues;
  const wordings = Object.values(garage).filter((one) => typeof one.stringValue === 'string');
  assert.equal(entries(sheet).filter((entry) => entry.garage).length, wordings.length);
  assert.equal(new Set(entries(sheet).map(({ id }) => id)).size, sheet.count);
  assert.equal(sheet.groups[0].corners.find(({ caption }) => caption === 'Pressure').fl.text, garage['WM_PRESSURE-W_FL'].stringValue);
  const changed = JSON.parse(text);
  changed.carSetup.garageValues['WM_CAMBER-W_RL'].stringValue = '-1.8 deg';
  const diff = diffSetups(sheet, changed);
  assert.deepEqual([diff.count, diff.changed[0].caption, diff.changed[0].old, diff.changed[0].now], [1, 'Camber rear left', '-1.5 deg', '-1.8 deg']);
  assert.equal(readSetup(JSON.parse(sample('setup-garage.json'))).groups[0].title, 'Tyres');
});
