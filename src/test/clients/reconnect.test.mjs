/** The monitor's TCP connection is cut in mid-stint: it comes back by itself and goes on in the same session. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLIENTS, join, newSession, VIEWERS } from './harness/kinds.mjs';
import { Proxy } from './harness/proxy.mjs';
import { AHEAD, publish } from './harness/publish.mjs';
import { relayUrl } from './harness/relay.mjs';
import { NO_SAMPLES, stint } from './harness/samples.mjs';

for (const kind of CLIENTS) {
  test(`${kind.kind} goes on after its connection was cut`, { skip: NO_SAMPLES }, async (t) => {
    const proxy = await Proxy.to(relayUrl());
    t.after(() => proxy.close());
    const monitor = await kind.open(proxy.url);
    t.after(() => monitor.close());
    const viewers = await Promise.all([VIEWERS[0], CLIENTS[0]].map((viewer) => viewer.open(relayUrl())));
    t.after(() => viewers.forEach((viewer) => viewer.close()));
    const { session_id: session } = await newSession(monitor);
    await Promise.all(viewers.map((viewer) => join(viewer, session)));

    const texts = stint().slice(0, 400);
    const places = new Map(texts.map((text, place) => [JSON.parse(text).timestamp, place]));
    const seen = (viewer) => viewer.all('telemetry_update').map((m) => places.get(m.data.telemetry.timestamp));
    const reached = (viewer) => (seen(viewer).at(-1) ?? -1) + 1;
    const states = (viewer) => viewer.all('session_status').map((m) => m.data.state);
    const everyone = (condition, what) => Promise.all(viewers.map((viewer) => viewer.until(() => condition(viewer), what)));

    const published = publish(monitor, session, texts, viewers, reached);
    await everyone((viewer) => reached(viewer) > 100 && states(viewer).at(-1) === 'live', 'telemetry');
    assert.ok(proxy.cut() > 0, 'there was something to cut');
    await everyone((viewer) => ['gone', 'stale'].includes(states(viewer).at(-1)), 'sign that the monitor is away');
    const before = viewers.map((viewer) => states(viewer).length);
    proxy.mend();
    await published;
    await everyone((viewer) => reached(viewer) === texts.length, 'end of the stint');
    await everyone((viewer) => states(viewer).slice(before[viewers.indexOf(viewer)]).includes('live'), 'sign that the monitor is back');

    for (const viewer of viewers) {
      const arrived = seen(viewer);
      assert.deepEqual(arrived, [...new Set(arrived)].sort((a, b) => a - b), 'in order, nothing twice');
      assert.ok(arrived.length >= texts.length - AHEAD - 1, `only what was on its way is lost: ${arrived.length} came`);
    }
    assert.deepEqual(monitor.all('relay_error'), []);
    assert.equal(monitor.all('session_id_assigned').length, 1);
  });
}
