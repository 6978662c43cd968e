/** The line that the car has driven, and where it is now. */

export class MapView {
  #get;
  #track = null;
  #version = -1;

  constructor(document) {
    this.#get = (id) => document.getElementById(id);
  }

  /** @param track as in track.js */
  show(track) {
    if (this.#track === track && this.#version === track.version) return;
    this.#track = track;
    this.#version = track.version;
    const drawing = track.drawing;
    const map = this.#get('map');
    map.toggleAttribute('hidden', drawing === null); // SVG elements have no hidden property
    this.#get('map-none').hidden = drawing !== null;
    if (drawing === null) return;
    set(map, 'viewBox', drawing.viewBox);
    set(this.#get('map-path'), 'd', drawing.path);
    set(this.#get('map-trail'), 'd', drawing.trail);
    const car = this.#get('map-car');
    car.toggleAttribute('hidden', drawing.car === null);
    if (drawing.car === null) return;
    set(car, 'cx', drawing.car.x.toFixed(1));
    set(car, 'cy', drawing.car.y.toFixed(1));
  }
}

function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
