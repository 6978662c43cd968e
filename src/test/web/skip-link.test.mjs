import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fakeDocument } from './fake-document.mjs';
import { page } from './webapp-modules.mjs';

const { skipWithoutAddress } = await page('view/skip-link.js');
const html = await readFile(new URL('../../main/webapp/dashboard.html', import.meta.url), 'utf8');

test('the skip link moves the focus and leaves the address, with the token in it, alone', () => {
  const document = fakeDocument();
  skipWithoutAddress(document);
  const click = new Event('click', { cancelable: true });
  document.getElementById('skip').dispatchEvent(click);
  assert.equal(click.defaultPrevented, true);
  assert.equal(document.activeElement, document.getElementById('main'));
});

test('no other link of the page changes what stands behind the #', () => {
  assert.deepEqual([...html.matchAll(/<a [^>]*href="#[^>]*>/g)].map(([link]) => link), ['<a id="skip" class="skip" href="#main">']);
});
