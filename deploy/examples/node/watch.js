#!/usr/bin/env node
// Reacts to each sealed recovery point: prints a line and, if one is given, runs a command.
//
// The command has the point in its environment: DAVIT_SYSTEM, DAVIT_POINT, DAVIT_RUN, DAVIT_SNAPSHOT, and TRACEPARENT. It is not run for
// points that are stored but open. A point counts as heard once its command has ended well. When one fails, this program ends with code 1,
// and hears of the same point when it is started again: the command must bear being run twice for one DAVIT_POINT.

import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { POINTS, broker, misuse, read } from './davit-events.js';

const HEARTBEAT = 3000; // milliseconds

function parse() {
  const options = { group: { type: 'string', default: 'davit-example-watch' } }; // who shares the work, and remembers it
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (wrong) {
    misuse(`${wrong.message}\nusage: watch.js [--group NAME] [-- COMMAND [ARGUMENT…]]`);
  }
}

async function main() {
  const { values, positionals: command } = parse();
  const consumer = broker().consumer({ groupId: values.group });
  await consumer.connect();
  await consumer.subscribe({ topic: POINTS, fromBeginning: true }); // a new group misses nothing that the topic still holds
  const code = await watch(consumer, command);
  await consumer.disconnect();
  return code;
}

/** Begins to read; the promise is kept with the exit code, once what was begun has been done. */
function watch(consumer, command) {
  return new Promise((resolve, reject) => {
    let over = false;
    let working = Promise.resolve();
    const end = (code) => {
      over = true;
      working.catch(() => {}).then(() => resolve(code));
    };
    process.on('SIGINT', () => end(0));
    process.on('SIGTERM', () => end(0));

    const hear = async ({ topic, partition, message, heartbeat }) => {
      const event = read(topic, partition, message);
      if (event?.type === 'dev.davit.recovery-point.sealed.v1' && !(await react(event, command, heartbeat))) return end(1);
      await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(message.offset) + 1n) }]);
    };
    const eachMessage = async (heard) => {
      if (over) return;
      working = hear(heard);
      await working;
    };
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error));
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
}

async function react({ data: point, traceparent }, command, heartbeat) {
  console.log(`${point.state.toLowerCase()} ${point.system} point ${point.point} run ${point.run} at ${point.at}`);
  if (command.length === 0 || point.state !== 'SEALED') return true;
  const told = { DAVIT_SYSTEM: point.system, DAVIT_POINT: point.point, DAVIT_RUN: point.run, DAVIT_SNAPSHOT: point.snapshot };
  if (traceparent) told.TRACEPARENT = traceparent;
  const beating = setInterval(() => heartbeat().catch(() => {}), HEARTBEAT); // the group would take a silent member for dead
  const code = await run(command, { ...process.env, ...told });
  clearInterval(beating);
  if (code !== 0) console.error(`the command ended with ${code}: point ${point.point} will be heard of again`);
  return code === 0;
}

function run([program, ...rest], env) {
  return new Promise((resolve) => {
    const child = spawn(program, rest, { env, stdio: 'inherit' });
    child.on('error', (failure) => resolve(failure.message));
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
}

main().then(
  (code) => process.exit(code),
  (failure) => {
    console.error(`Kafka: ${failure.message}`);
    process.exit(1);
  },
);
