/** Names for a setup's values: readable words for keys, and the group in which somebody looks for them. Pure. */

import { DASH, words } from '../values.js';

/** The simulator's run-together words. */
const SPELLED = new Map(Object.entries({
  abs: 'ABS', adj: 'adjustment', antilockbrakesystemmap: 'ABS map', antisway: 'anti-roll bar',
  autodownshift: 'automatic downshift', autoupshift: 'automatic upshift', brakedisc: 'brake disc', brakemap: 'braking map',
  brakepad: 'brake pad', diff: 'differential', distrib: 'distribution', fastbump: 'fast bump', fastrebound: 'fast rebound',
  handfrontbrake: 'front handbrake', num: 'number of', pitstop: 'pit stop', pitstops: 'pit stops', regen: 'regeneration',
  rideheight: 'ride height', rpm: 'rpm', slowbump: 'slow bump', slowrebound: 'slow rebound', srubber: 'spring rubber',
  tenderspring: 'tender spring', tenderspringtravel: 'tender spring travel', tire: 'tyre', toein: 'toe-in',
  toeoffset: 'toe offset', tractioncontrolmap: 'traction control map',
  tractioncontrolpowercutmap: 'traction control power cut map', tractioncontrolslipanglemap: 'traction control slip angle map',
}));

/** The first pattern that fits a garage key decides; the order in which the groups are shown is that of GARAGE_GROUPS. */
const PATTERNS = [
  [/^(WM_PRESSURE|WM_COMPOUND|VM_\w*T[IY]RE)/, 'tyres'],
  [/^VM_(FRONT_|REAR_)?(DIFF|GEAR|RATIO|TORQUE)/, 'gears'],
  [/^VM_(ENGINE|ELECTRIC|REGEN|REV_|TRACTION)/, 'engine'],
  [/^VM_(FUEL|VIRTUAL_ENERGY|NUM_PITSTOPS|PITSTOP)/, 'fuel'],
  [/BRAKE|ANTILOCK/, 'brakes'],
  [/WING|FENDER|RADIATOR|SPLITTER|DIFFUSER/, 'aero'],
  [/^WM_|3RD|ANTISWAY|TOE|CASTER|TRACK_BAR|STEER|SPRING|DAMPER|CAMBER/, 'suspension'],
];

export const GARAGE_GROUPS = new Map(Object.entries({
  tyres: 'Tyres',
  suspension: 'Suspension and steering',
  brakes: 'Brakes',
  aero: 'Aero and cooling',
  gears: 'Gears and differential',
  engine: 'Engine and electronics',
  fuel: 'Fuel and strategy',
  chassis: 'Chassis and other',
}));

export function garageGroup(key) {
  return PATTERNS.find(([pattern]) => pattern.test(key))?.[1] ?? 'chassis';
}

/** The key in words: VM_REAR_3RD_SLOWBUMP is "Rear 3rd slow bump", ambientTempKelvin is "Ambient temp kelvin". */
export function readable(key) {
  const parts = key.slice(0, 200).replace(/^[VW]M_/, '').replace(/([a-z]\d*)(?=[A-Z])/g, '$1 ').split(/[\s_-]+/u);
  const spelled = parts.filter(Boolean).map((part) => SPELLED.get(part.toLowerCase()) ?? part.toLowerCase());
  const text = words(spelled.join(' '), 100);
  return text === DASH ? words(key, 100) : capital(text);
}

/** A caption as it was sent, unless it shouts. The side is added where only the key tells it. */
export function captionOf(caption, key) {
  const sent = typeof caption === 'string' ? words(caption, 100) : DASH;
  if (sent === DASH) return readable(key);
  const spoken = /\p{Ll}/u.test(sent) ? sent : capital(sent.toLowerCase());
  const side = /^[VW]M_(LEFT|RIGHT|FRONT|REAR)_/.exec(key)?.[1].toLowerCase();
  return side === undefined || spoken.toLowerCase().includes(side) ? spoken : `${spoken}, ${side}`;
}

/** A key that names a wheel: its corner, and what is left of the key; null for any other. */
export function cornerOf(key) {
  const found = /^(|.*?[-_ ])(fl|fr|rl|rr)$/is.exec(key);
  return found === null ? null : { corner: found[2].toLowerCase(), rest: found[1].replace(/-W_$/i, '').replace(/[-_ ]$/, '') };
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
