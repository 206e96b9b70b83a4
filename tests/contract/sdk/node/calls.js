// Calls the official Node SDK as told: one JSON command a line comes in, one JSON answer a line goes out.
// The SDK's own objects stay here and are told by a number; their data fields are told along.
'use strict';

const readline = require('readline');
const videodb = require('videodb');

const kept = new Map([[0, videodb]]);
const collected = new Map();

const isPlain = value => value === null || typeof value !== 'object' || [Object.prototype, null].includes(Object.getPrototypeOf(value));

function told(value, depth = 0) {
  if (value === undefined || typeof value === 'function') return null;
  if (Array.isArray(value)) return value.map(item => told(item, depth));
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value)
    .filter(([name, field]) => typeof field !== 'function' && !name.startsWith('_'))
    .map(([name, field]) => [name, told(field, depth + 1)]);
  if (isPlain(value)) return Object.fromEntries(fields);
  const number = kept.size;
  kept.set(number, value);
  return { $object: number, $class: value.constructor.name, $fields: Object.fromEntries(fields) };
}

const found = value => {
  if (Array.isArray(value)) return value.map(found);
  if (value === null || typeof value !== 'object') return value;
  return '$object' in value ? kept.get(value.$object) : Object.fromEntries(Object.entries(value).map(([name, field]) => [name, found(field)]));
};

async function collect(messages, list) {
  for await (const message of messages) list.push(message);
}

async function answer(command) {
  const target = kept.get(command.target);
  if (command.method === '$fields') return told(target);
  if (command.method === '$new') return told(new target[command.arguments[0]](...command.arguments.slice(1).map(found)));
  if (command.method === '$collected') return collected.get(command.target);
  const result = target[command.method](...command.arguments.map(found));
  if (result && typeof result[Symbol.asyncIterator] === 'function') {
    const list = [];
    const number = kept.size;
    kept.set(number, result);
    collected.set(number, list);
    collect(result, list);
    return { $object: number, $class: 'Messages', $fields: {} };
  }
  return told(await result);
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let told;
    try {
      told = { result: await answer(JSON.parse(line)) };
    } catch (error) {
      told = { error: { name: error.constructor.name, message: error.message, cause: error.cause?.cause ?? error.cause ?? null } };
    }
    process.stdout.write(JSON.stringify(told) + '\n');
  }
  process.exit(0);
}

main();
