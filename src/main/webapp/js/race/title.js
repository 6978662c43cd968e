/** The tab's title: place and lap first while all is well, the state first when it is not. Pure. */

import { DASH, count } from '../values.js';

const NAME = 'Pitwall';

/** @param alerts how many nobody has acknowledged */
export function tabTitle({ phase, label, position, lap, alerts = 0 }) {
  const place = [named('P', count(position, 1, 1000)), named('Lap ', count(lap, 0, 100_000))];
  const parts = phase === 'live' ? [...place, label] : [label, ...place];
  return (alerts > 0 ? '⚠ ' : '') + [...parts, NAME].filter(Boolean).join(' · ');
}

function named(name, number) {
  return number === DASH ? '' : name + number;
}
