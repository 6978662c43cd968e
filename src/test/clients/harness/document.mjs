import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FILE = new URL('../../../main/webapp/asyncapi.yaml', import.meta.url);

export const text = readFileSync(FILE, 'utf8');
export const document = parse(text);

const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(document, 'asyncapi.yaml', undefined, false);

/** What a reference stands for, through as many as there are. */
export function resolve(node) {
  if (!node.$ref) return node;
  return resolve(node.$ref.slice('#/'.length).split('/').reduce((at, key) => at[key], document));
}

/** The check of a message's payload: gives null, or what is wrong. */
export function checkOf(message) {
  const name = Object.entries(document.components.messages).find(([, value]) => value === message)[0];
  const validate = ajv.getSchema(`asyncapi.yaml#/components/messages/${name}/payload`);
  return (payload) => (validate(payload) ? null : ajv.errorsText(validate.errors));
}

/** The messages of a channel that clients send ("receive", as the relay sees it) or hear ("send"). */
export function messages(channel, action) {
  const found = new Set();
  for (const operation of Object.values(document.operations)) {
    if (operation.channel.$ref !== `#/channels/${channel}`) continue;
    if (operation.action === action) operation.messages.forEach((message) => found.add(resolve(message)));
    if (action === 'send') operation.reply?.messages.forEach((message) => found.add(resolve(message)));
  }
  return [...found];
}
