import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { leafText } = await page('view/setup-tree.js');

test('leaves say what they are', () => {
  const leaves = [null, '', 'N/A', 0, -0.5, false, 1234567890123456789n, [], {}, [30, 30, null], ['<b>']];
  assert.deepEqual(leaves.map(leafText), ['–', '""', 'N/A', '0', '-0.5', 'false', '1234567890123456789', '[ ]', '{ }', '30, 30, –', '<b>']);
});
