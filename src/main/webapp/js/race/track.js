/**
 * The line that the car draws, seen from above, and where on it the car is. One lap's line is kept, thinned by distance, so
 * its size does not depend on how long the page is open. Pure.
 *
 * Positions are left-handed (x to the right, z up the page as the map is read), and an SVG's y points down: y is -z.
 */

const MOST_POINTS = 1500;
const FINEST = 8; // m between points, to begin with
const COARSEST = 64; // m
const FEWEST_POINTS = 10;
const FASTEST = 150; // m/s; whoever moves faster was moved
const SHORTEST_STEP_MS = 500;
const LOST_MS = 4000; // after which nobody knows where the car has been
const LONGEST_SIDE = 1000;
const MARGIN = 30;

export class Track {
  version = 0;
  #lap = null;
  #before = null; // the line of the newest whole lap, or what there was of the lap before
  #beforeIsWhole = false;
  #line = new Line(); // this lap's
  #isWhole = false; // whether the line began at the start of its lap
  #at = null; // the last believed position { x, y, time }
  #stray = null; // a position that was not believed, until another one beside it confirms it
  #drawn = { version: -1, drawing: null };

  feed({ time, lap, x, z }) {
    if (lap !== null && lap !== this.#lap) this.#beginLap(lap, time);
    if (x === null) return;
    const here = { x, y: -z, time };
    if (this.#at !== null && !reachable(this.#at, here)) {
      const moved = this.#stray !== null && reachable(this.#stray, here);
      this.#stray = here;
      if (!moved) return;
      this.#line.lift();
      this.#isWhole = false;
    }
    this.#stray = null;
    this.#at = here;
    this.#line.add(here);
    this.version++;
  }

  /** null as long as there is too little to recognise. The same object until the version changes. */
  get drawing() {
    if (this.#drawn.version !== this.version) this.#drawn = { version: this.version, drawing: this.#draw() };
    return this.#drawn.drawing;
  }

  #beginLap(lap, time) {
    const next = this.#lap !== null && lap === this.#lap + 1;
    if (this.#at === null || time - this.#at.time > LOST_MS) this.#isWhole = false; // its end was not seen
    const better = this.#isWhole || !this.#beforeIsWhole; // a part of a lap shows more than nothing
    if (next && better && this.#line.size >= FEWEST_POINTS) {
      this.#before = this.#line;
      this.#beforeIsWhole = this.#isWhole;
    }
    this.#line = new Line();
    this.#isWhole = next && this.#at !== null;
    this.#lap = lap;
  }

  #draw() {
    const shown = this.#before ?? this.#line;
    if (shown.size < FEWEST_POINTS) return null;
    const lines = this.#before === null ? [this.#line] : [this.#before, this.#line];
    const box = boxAround([...lines.map((line) => line.box()), { left: this.#at.x, right: this.#at.x, top: this.#at.y, bottom: this.#at.y }]);
    const longest = Math.max(box.right - box.left, box.bottom - box.top, 1);
    const scale = (LONGEST_SIDE - 2 * MARGIN) / longest;
    const place = ({ x, y }) => ({ x: round((x - box.left) * scale + MARGIN), y: round((y - box.top) * scale + MARGIN) });
    const width = round((box.right - box.left) * scale + 2 * MARGIN);
    const height = round((box.bottom - box.top) * scale + 2 * MARGIN);
    const trail = this.#before === null ? '' : this.#line.path(place);
    return { viewBox: `0 0 ${width} ${height}`, path: shown.path(place), trail, car: place(this.#at), width, height };
  }
}

/** Points at least so far apart; twice as far, and half as many, when they become too many; at last the oldest go. */
class Line {
  #points = []; // { x, y, lifted: whether the pen was lifted before it }
  #apart = FINEST;
  #lifted = true;

  get size() {
    return this.#points.length;
  }

  lift() {
    this.#lifted = true;
  }

  add({ x, y }) {
    const last = this.#points.at(-1);
    if (!this.#lifted && Math.hypot(x - last.x, y - last.y) < this.#apart) return;
    this.#points.push({ x, y, lifted: this.#lifted });
    this.#lifted = false;
    if (this.#points.length <= MOST_POINTS) return;
    if (this.#apart < COARSEST) this.#thin();
    else this.#drop(); // no monitor told that a lap had ended
  }

  box() {
    return boxAround(this.#points.map(({ x, y }) => ({ left: x, right: x, top: y, bottom: y })));
  }

  path(place) {
    return this.#points.map((point) => {
      const { x, y } = place(point);
      return `${point.lifted ? 'M' : 'L'}${x} ${y}`;
    }).join('');
  }

  #drop() {
    this.#points.shift();
    this.#points[0].lifted = true;
  }

  #thin() {
    this.#apart *= 2;
    let lifted = false;
    this.#points = this.#points.filter((point, index) => {
      if (index % 2 === 0) {
        point.lifted ||= lifted;
        lifted = false;
        return true;
      }
      lifted ||= point.lifted;
      return false;
    });
  }
}

function reachable(from, to) {
  const pause = to.time - from.time;
  if (pause < 0 || pause > LOST_MS) return false;
  return Math.hypot(to.x - from.x, to.y - from.y) <= FASTEST * Math.max(pause, SHORTEST_STEP_MS) / 1000;
}

function boxAround(boxes) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { left, right, top, bottom } of boxes) {
    box.left = Math.min(box.left, left);
    box.right = Math.max(box.right, right);
    box.top = Math.min(box.top, top);
    box.bottom = Math.max(box.bottom, bottom);
  }
  return box;
}

function round(number) {
  return Math.round(number * 10) / 10;
}
