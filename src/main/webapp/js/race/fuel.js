/** How far the fuel goes, from what the last laps have really used. Pure. */

const DEFAULT_LAPS = 5;
const DEFAULT_RESERVE = 1;

/**
 * @param laps newest first, as Laps lists them; only those count that are whole and saw neither pits nor refuelling
 * @param options laps: of how many the median is taken; reserve: how many laps of fuel are to be left at the end
 */
export function fuelPlan(laps, record, { laps: most = DEFAULT_LAPS, reserve = DEFAULT_RESERVE } = {}) {
  const counted = laps.filter((lap) => lap.counted && lap.fuelUsed !== null && lap.fuelUsed > 0).slice(0, atLeast(most, 1, DEFAULT_LAPS));
  const perLap = median(counted.map((lap) => lap.fuelUsed));
  const lapSeconds = median(counted.map((lap) => lap.time).filter((time) => time !== null));
  const fuel = record?.fuel ?? null;
  const capacity = record?.fuelCapacity ?? null;
  const lapsLeft = fuel === null || perLap === null ? null : fuel / perLap;
  return {
    state: fuel === null ? 'unknown' : perLap === null ? 'measuring' : 'measured',
    fuel,
    capacity,
    share: fuel === null || capacity === null ? null : Math.min(1, fuel / capacity),
    perLap,
    lapSeconds,
    sampled: counted.length,
    lapsLeft,
    secondsLeft: lapsLeft === null || lapSeconds === null ? null : lapsLeft * lapSeconds,
    end: lapsLeft === null ? null : toTheEnd({ fuel, capacity, perLap, lapSeconds, reserve: atLeast(reserve, 0, DEFAULT_RESERVE) }, record),
  };
}

function toTheEnd({ fuel, capacity, perLap, lapSeconds, reserve }, record) {
  const ends = [byLaps(record, lapSeconds), byTime(record, lapSeconds)].filter((end) => end !== null);
  if (ends.length === 0) return null;
  const { lapsToGo, by } = ends.reduce((soonest, end) => (end.lapsToGo < soonest.lapsToGo ? end : soonest));
  const fuelToEnd = lapsToGo * perLap;
  const refuel = Math.max(0, fuelToEnd + reserve * perLap - fuel);
  const stops = capacity === null ? null : Math.ceil(refuel / capacity);
  return { lapsToGo, by, fuelToEnd, spare: fuel - fuelToEnd, reserve, refuel, stops };
}

/** The laps that remain include the present one, of which a share has been driven. */
function byLaps(record, lapSeconds) {
  const whole = record.lapsRemaining ?? (record.totalLaps === null || record.lap === null ? null : record.totalLaps - record.lap + 1);
  return whole === null ? null : { lapsToGo: Math.max(0, whole - driven(record, lapSeconds)), by: 'laps' };
}

/** The lap in which the time runs out is driven to its end. */
function byTime(record, lapSeconds) {
  if (record.timeRemaining === null || lapSeconds === null) return null;
  const share = driven(record, lapSeconds);
  return { lapsToGo: Math.max(0, Math.ceil(share + record.timeRemaining / lapSeconds) - share), by: 'time' };
}

/** The share of the present lap that lies behind the car, 0 if nobody knows. */
function driven({ lapDistance, trackLength, lapTime }, lapSeconds) {
  const part = lapDistance !== null && trackLength !== null ? lapDistance / trackLength
    : lapTime !== null && lapSeconds !== null ? lapTime / lapSeconds : 0;
  return Math.min(1, Math.max(0, part));
}

function atLeast(value, least, otherwise) {
  return typeof value === 'number' && value >= least && value <= 1000 ? value : otherwise;
}

export function median(numbers) {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
