import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeDocument } from './fake-document.mjs';
import { page } from './webapp-modules.mjs';

const { Key } = await page('key.js');
const { ShareDialog } = await page('view/share-dialog.js');

/** What the dialog says of who can watch. */
function said(document) {
  document.getElementById('share-open').click();
  return document.getElementById('share-who').textContent;
}

test('who can watch depends on what opens the session', () => {
  const document = fakeDocument();
  const key = new Key('', null, 'abc');
  new ShareDialog(document, 'https://h/dashboard/abc', key);
  assert.match(said(document), /^Whoever has this link can watch/);
  key.usePin('spa 2026');
  assert.match(said(document), /and the PIN can watch/);
  key.forgetPin();
  assert.match(said(document), /^Whoever has this link can watch/);
});

test('a token stays with its owner', () => {
  const document = fakeDocument();
  new ShareDialog(document, 'https://h/dashboard/abc#token=eyJ.x.y', new Key('#token=eyJ.x.y', null, 'abc'));
  assert.match(said(document), /alone opens nothing/);
  assert.equal(document.getElementById('share-link').value, 'https://h/dashboard/abc');
});
