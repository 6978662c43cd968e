import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { Connection, pauseBefore } = await page('connection.js');

class FakeSocket extends EventTarget {
  readyState = 0;
  sent = [];
  send(text) { this.sent.push(JSON.parse(text)); }
  close() { this.readyState = 3; }
  open() { this.readyState = 1; this.dispatchEvent(new Event('open')); }
  says(data) { this.dispatchEvent(Object.assign(new Event('message'), { data })); }
  dies(code = 1006, reason = '') { this.readyState = 3; this.dispatchEvent(Object.assign(new Event('close'), { code, reason })); }
}

const JOIN = { event: 'join_session', data: { session_id: 'abc' } };
let sockets, seen, connection;
const last = () => sockets.at(-1);

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  sockets = [];
  seen = [];
  connection = new Connection('ws://h/ws', 'abc', {
    onOpen: () => seen.push('open'),
    onFrame: (frame) => seen.push(frame.event),
    onClose: (reason) => seen.push(`close ${reason}`.trim()),
  }, () => {
    sockets.push(new FakeSocket());
    return last();
  });
  connection.restart();
});

afterEach(() => {
  connection.stop();
  mock.timers.reset();
});

test('pauses grow from half a second to fifteen, with jitter', () => {
  for (let retry = 0; retry < 2000; retry = retry * 2 + 1) {
    assert.equal(pauseBefore(retry, () => 0), 500);
    assert.ok(pauseBefore(retry) >= 500 && pauseBefore(retry) <= 15_000);
  }
  assert.equal(pauseBefore(0, () => 1), 1000);
  assert.equal(pauseBefore(2, () => 1), 4000);
  assert.equal(pauseBefore(99, () => 1), 15_000);
});

test('joins when open and hands frames on', () => {
  last().open();
  assert.deepEqual(last().sent, [JOIN]);
  last().says('{"event":"session_status","data":{}}');
  last().says('no json');
  assert.deepEqual(seen, ['open', 'session_status']);
});

test('comes back and joins again, and says why it was closed', () => {
  last().open();
  last().dies(4008, 'slow');
  assert.deepEqual(seen, ['open', 'close slow (4008)']);
  mock.timers.tick(1000);
  assert.equal(sockets.length, 2);
  last().open();
  assert.deepEqual(last().sent, [JOIN]);
});

test('a server that accepts and drops at once is met with ever longer pauses', (t) => {
  t.mock.method(Math, 'random', () => 1);
  for (const pause of [1000, 2000, 4000, 8000, 15_000, 15_000]) {
    last().open();
    last().dies();
    const before = sockets.length;
    mock.timers.tick(pause - 1);
    assert.equal(sockets.length, before);
    mock.timers.tick(1);
    assert.equal(sockets.length, before + 1);
  }
  last().open();
  mock.timers.tick(10_000); // lasted: the next loss starts from the beginning
  last().dies();
  mock.timers.tick(1000);
  assert.equal(sockets.length, 8);
});

test('a connect that hangs is given up', () => {
  mock.timers.tick(10_000);
  assert.deepEqual(seen, ['close']);
  assert.equal(sockets[0].readyState, 3);
  mock.timers.tick(1000);
  assert.equal(sockets.length, 2);
});

test('restart does not wait, and the old socket is not heard any more', () => {
  last().open();
  connection.restart();
  assert.deepEqual(seen, ['open', 'close']);
  assert.equal(sockets.length, 2);
  sockets[0].says('{"event":"late"}');
  sockets[0].dies();
  mock.timers.tick(5000);
  assert.deepEqual(seen, ['open', 'close']);
  assert.equal(sockets.length, 2);
});

test('restart during a pause leaves no second attempt behind', () => {
  last().dies();
  connection.restart();
  last().open();
  mock.timers.tick(60_000);
  assert.equal(sockets.length, 2);
});

test('joins again later, once, and not after a close', () => {
  last().open();
  connection.joinLater();
  connection.joinLater();
  mock.timers.tick(5000);
  assert.deepEqual(last().sent, [JOIN, JOIN]);
  connection.joinLater();
  connection.stop();
  mock.timers.tick(60_000);
  assert.equal(sockets.length, 1);
  assert.equal(sockets[0].sent.length, 2);
});

/** As the page does, twice a second. */
function listen(seconds, mayAsk = true) {
  for (let i = 0; i < 2 * seconds; i++) {
    mock.timers.tick(500);
    connection.listen(mayAsk);
  }
}

test('a long silence is broken by asking, and one that lasts is the end of the socket', () => {
  last().open();
  listen(30);
  assert.deepEqual(last().sent, [JOIN]);
  listen(1);
  assert.deepEqual(last().sent, [JOIN, JOIN]);
  last().says('{"event":"session_status","data":{}}');
  listen(30);
  assert.equal(last().sent.length, 2, 'it has answered');
  listen(1);
  assert.equal(last().sent.length, 3);
  listen(19);
  assert.equal(sockets.length, 1);
  listen(2);
  assert.equal(sockets.length, 2, 'it has not');
  assert.deepEqual(seen, ['open', 'session_status', 'close']);
  last().open();
  listen(20);
  assert.equal(sockets.length, 2, 'the new one is not blamed for the old');
});

test('where there is nothing to ask for, silence is left alone, but an answer that is due is not', () => {
  last().open();
  listen(3600, false);
  assert.deepEqual(last().sent, [JOIN]);
  connection.ask();
  listen(21, false);
  assert.equal(sockets.length, 2);
  connection.ask(); // not open yet: it joins by itself
  last().open();
  listen(3600, false);
  assert.equal(sockets.length, 2);
});

test('whoever leaves says so, if there was anything to leave', () => {
  connection.leave();
  assert.deepEqual(seen, []);
  connection.restart();
  last().open();
  connection.leave();
  assert.deepEqual(seen, ['open', 'close']);
  mock.timers.tick(60_000);
  assert.equal(sockets.length, 2);
});

test('knows how long it has been silent', () => {
  last().open();
  mock.timers.tick(7000);
  assert.equal(connection.silence(), 7000);
  last().says('anything');
  assert.equal(connection.silence(), 0);
});

test('joins with a key where there is one, and again when there is another', () => {
  let key = {};
  const keyed = new Connection('ws://h/ws', 'abc', { onOpen() {}, onFrame() {}, onClose() {}, key: () => key }, () => {
    sockets.push(new FakeSocket());
    return last();
  });
  keyed.restart();
  last().open();
  key = { pin: 'spa 2026' };
  keyed.join();
  assert.deepEqual(last().sent, [JOIN, { event: 'join_session', data: { session_id: 'abc', pin: 'spa 2026' } }]);
  keyed.stop();
});
