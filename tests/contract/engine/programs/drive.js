// Drives the official Node capture client as a test tells it: one JSON command a line in, one answer a line out, some at once.
'use strict';
const { createRequire } = require('module');
const path = require('path');
const readline = require('readline');

const project = createRequire(path.join(process.argv[2], 'index.js'));
const { CaptureClient } = project('videodb/capture');
console.log = console.error; // the SDK prints what it does

let client = null;
const events = [];
const NAMES = ['recording:started', 'recording:stopped', 'recording:error', 'upload:progress', 'upload:complete', 'transcript', 'shutdown', 'error'];

const calls = {
  new: async ({ token, url }) => {
    client = new CaptureClient({ sessionToken: token, apiUrl: url });
    for (const name of NAMES) client.on(name, payload => events.push({ event: name, payload }));
    for (const name of ['recording-started', 'recording-complete']) {
      client.binaryManager.on(name, payload => events.push({ event: name, payload }));
    }
  },
  permission: ({ kind }) => client.requestPermission(kind),
  channels: async () => {
    const groups = await client.listChannels();
    const shown = list => list.map(({ id, name, type }) => ({ id, name, type }));
    return { mics: shown(groups.mics), displays: shown(groups.displays), system_audio: shown(groups.systemAudio) };
  },
  start: async ({ session, ids, primary, stored }) => {
    const type = id => (id.startsWith('display') ? 'video' : 'audio');
    const channels = ids.map(channelId => ({ channelId, type: type(channelId), store: stored.includes(channelId), isPrimary: channelId === primary }));
    await client.startSession({ sessionId: session, channels });
    return null;
  },
  stop: async () => (await client.stopSession()) ?? null,
  pause: async ({ channel }) => (await client.pauseTracks([track(channel)])) ?? null,
  resume: async ({ channel }) => (await client.resumeTracks([track(channel)])) ?? null,
  raw: ({ command, params }) => client.binaryManager.sendCommand(command, params),
  shutdown: async () => (await client.shutdown()) ?? null,
  pid: async () => client.binaryManager.process && client.binaryManager.process.pid,
  listen: async () => null,
  told: async () => ({ events, over: false, isCapturing: client.isCapturing }),
  version: () => client.binaryManager.installer.getInstalledVersion(),
};

function track(channel) {
  const kind = channel.split(':')[0];
  return kind === 'display' ? 'screen' : kind;
}

readline.createInterface({ input: process.stdin }).on('line', async line => {
  const command = JSON.parse(line);
  let answer;
  try {
    answer = { result: (await calls[command.do](command.with)) ?? null };
  } catch (error) {
    let told = null;
    try { told = JSON.parse(error.message); } catch { /* the SDK's own words */ }
    answer = { error: error.name, message: error.message, told };
  }
  process.stdout.write(JSON.stringify({ id: command.id, ...answer }) + '\n');
}).on('close', () => process.exit(0));
