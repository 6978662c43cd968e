/**
 * Everything that the page shows of a session, by the view of each part. Every message is fed at once, so that no lap and no
 * alert is missed in a hidden tab; the panels are drawn at most once per animation frame, with the newest.
 */

import { Alarm } from './alarm.js';
import { Acknowledgements, Preferences, browserStorage } from './preferences.js';
import { Alerts } from './race/alerts.js';
import { Race } from './race/race.js';
import { tabTitle } from './race/title.js';
import { shownUnit } from './race/units.js';
import { AlertsView } from './view/alerts-view.js';
import { CarView } from './view/car-view.js';
import { ChartsView } from './view/charts-view.js';
import { FuelView } from './view/fuel-view.js';
import { LapsView } from './view/laps-view.js';
import { MapView } from './view/map-view.js';
import { OverlayView } from './view/overlay-view.js';
import { ReadingsView } from './view/readings-view.js';
import { SettingsDialog } from './view/settings-dialog.js';
import { SetupView } from './view/setup-view.js';
import { ShareDialog } from './view/share-dialog.js';
import { StatusView, labelOf } from './view/status-view.js';
import { StintView } from './view/stint-view.js';

export class DashboardView {
  #document;
  #key;
  #preferences;
  #race = new Race({ chartMinutes: 10 });
  #alerts;
  #alarm = new Alarm();
  #soundBlocked;
  #status;
  #alertsView;
  #setup = null;
  #parts; // functions that draw one part each
  #waiting = false;

  /** @param key what the page is let in by, as in key.js */
  constructor(document, sessionId, key) {
    const storage = browserStorage();
    this.#document = document;
    this.#key = key;
    this.#preferences = new Preferences(storage);
    const acknowledgements = new Acknowledgements(storage, sessionId);
    this.#alerts = new Alerts(acknowledgements.read(), (ids) => acknowledgements.write(ids));
    this.#status = new StatusView(document);
    this.#alertsView = new AlertsView(document, (id) => this.#acknowledge(id));
    this.#soundBlocked = document.getElementById('sound-blocked');
    document.addEventListener('pointerdown', () => (this.#soundBlocked.hidden = true));
    this.#parts = document.documentElement.dataset.view === 'overlay' ? this.#overlay() : this.#panels();
    this.#preferences.onChange(() => this.#applyPreferences());
    this.#applyPreferences();
    // The bar grows with what it has to say; the wall below fills the rest of the screen.
    const bar = document.querySelector('.top');
    new ResizeObserver(() => document.documentElement.style.setProperty('--bar', `${bar.offsetHeight}px`)).observe(bar);
  }

  telemetry(telemetry, at) {
    const record = this.#race.feed(telemetry, at);
    const { thresholds } = this.#preferences.values;
    const active = this.#alerts.feed(record, this.#plan(), thresholds, { inPits: this.#race.pits.inPits, unit: this.#unit() });
    const severity = this.#alertsView.announce(active);
    if (severity !== null) this.#soundBlocked.hidden = !this.#alarm.on || this.#alarm.ring(severity);
    this.#drawSoon();
  }

  setup(setup, timestamp) {
    this.#setup?.show(setup, timestamp);
  }

  /** What changes without a message too: the state, the age of the data, the tab's title. */
  refresh(state, now) {
    const phase = state.phase(now);
    this.#status.show(phase, state.problem);
    this.#status.showSkipping(state.skipping);
    this.#status.showAge(state.age(now));
    this.#status.showViewers(state.viewers);
    const alerts = this.#alerts.active.filter(({ acknowledged }) => !acknowledged).length;
    const title = tabTitle({ phase, label: labelOf(phase), position: this.#race.record?.position ?? null, lap: this.#race.record?.lap ?? null, alerts });
    if (this.#document.title !== title) this.#document.title = title;
  }

  #panels() {
    const readings = new ReadingsView(this.#document);
    const car = new CarView(this.#document);
    const fuel = new FuelView(this.#document);
    const stint = new StintView(this.#document);
    const laps = new LapsView(this.#document);
    const map = new MapView(this.#document);
    const charts = new ChartsView(this.#document, () => this.#drawSoon());
    this.#setup = new SetupView(this.#document);
    new SettingsDialog(this.#document, this.#preferences, () => this.#unit(), this.#alarm);
    new ShareDialog(this.#document, location.href, this.#key);
    return [
      (race) => readings.show(race.record),
      (race, values) => car.show(race.record, this.#unit(), values.thresholds),
      (_race, values) => fuel.show(this.#plan(), values.thresholds),
      (race) => stint.show(race.stint, race.pits),
      (race) => laps.show(race.laps),
      (race) => map.show(race.track),
      (race, values) => charts.show(race.series, this.#unit(), values),
      () => this.#alertsView.show(this.#alerts.active),
    ];
  }

  #overlay() {
    const readings = new ReadingsView(this.#document);
    const overlay = new OverlayView(this.#document);
    return [
      (race) => readings.show(race.record),
      (race, values) => overlay.show(race.record, this.#plan(), values.thresholds),
      () => this.#alertsView.show(this.#alerts.active),
    ];
  }

  #drawSoon() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      if (this.#race.record === null) return;
      for (const draw of this.#parts) draw(this.#race, this.#preferences.values);
    });
  }

  #acknowledge(id) {
    if (id === null) this.#alerts.acknowledgeAll();
    else this.#alerts.acknowledge(id);
    this.#drawSoon();
  }

  #applyPreferences() {
    const { theme, sound } = this.#preferences.values;
    this.#document.documentElement.dataset.theme = theme;
    this.#document.querySelector('meta[name="theme-color"]').content = theme === 'light' ? '#eef1f4' : '#07090c';
    this.#alarm.on = sound;
    this.#drawSoon();
  }

  #plan() {
    const { laps, reserve } = this.#preferences.values;
    return this.#race.fuelPlan({ laps, reserve });
  }

  #unit() {
    return shownUnit(this.#preferences.values.pressure, this.#race.record);
  }
}
