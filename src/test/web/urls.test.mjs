import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { sessionIdIn, sessionIdOfPage, webAddress, webSocketUrl } = await page('urls.js');
const ID = '0b8f4c1e-7a52-4d0e-9f60-1c2d3e4f5a6b';

test('an id is found in whatever was pasted', () => {
  for (const pasted of [ID, ` ${ID}\n`, ID.toUpperCase(), `https://host/pit/dashboard/${ID}?x#y`, `look: http://h/dashboard/${ID}.`]) {
    assert.equal(sessionIdIn(pasted), ID);
  }
  for (const pasted of ['', 'demo', ID.slice(1), null, undefined]) assert.equal(sessionIdIn(pasted), null);
});

test('the id of the page is its last path segment', () => {
  assert.equal(sessionIdOfPage(`/dashboard/${ID}`), ID);
  assert.equal(sessionIdOfPage(`/any/context/dashboard/${ID.toUpperCase()}`), ID);
  assert.equal(sessionIdOfPage('/dashboard/not%20an%20id'), 'not an id');
  assert.equal(sessionIdOfPage('/dashboard/%'), '%');
  for (const path of ['/', '/dashboard', '/dashboard/', '/dashboard.html', '/pit/dashboard.html']) assert.equal(sessionIdOfPage(path), null);
});

test('sockets live beside the page, under any prefix, as secure as the page', () => {
  assert.equal(webSocketUrl('../ws/dashboard', `http://h:8080/dashboard/${ID}?a=1#b`), 'ws://h:8080/ws/dashboard');
  assert.equal(webSocketUrl('../ws/dashboard', `https://h/a/pit/dashboard/${ID}`), 'wss://h/a/pit/ws/dashboard');
  assert.equal(webSocketUrl('ws/monitor', 'https://h/pit/'), 'wss://h/pit/ws/monitor');
  assert.equal(webSocketUrl('ws/monitor', 'https://h/pit/index.html'), 'wss://h/pit/ws/monitor');
});

test('only web addresses are followed', () => {
  assert.equal(webAddress('/pit/dashboard/x', 'https://h/pit/'), 'https://h/pit/dashboard/x');
  assert.equal(webAddress('http://other/dashboard/x', 'https://h/'), 'http://other/dashboard/x');
  for (const link of ['javascript:alert(1)', 'data:text/html,x', 'http://', '', null, 5, {}]) assert.equal(webAddress(link, 'https://h/'), null);
});
