#!/usr/bin/env node
// Starts a backup and waits for its outcome.
//
// Exit codes: 0 completed and sealed, 1 failed, 2 wrong usage, 3 completed but open, 6 rejected, 124 no outcome in time, 130 cancelled.

import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { CloudEvent, Kafka as binding } from 'cloudevents';
import { Partitioners } from 'kafkajs';
import { OUTCOMES, REQUESTS, broker, misuse, read } from './davit-events.js';

const USAGE = 'usage: backup.js [--source URI] [--key KEY] [--reason TEXT] [--timeout SECONDS] SYSTEM';

function parse() {
  const text = { type: 'string' };
  const options = {
    source: { ...text, default: '/examples/backup' }, // who asks; a system may allow only some sources
    key: text, // asking again with the same key starts nothing new: the first run's outcome is told
    reason: text, // kept with the run
    timeout: { ...text, default: '3600' }, // seconds to wait for the outcome
  };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length === 1 && values.timeout >= 0) return { ...values, system: positionals[0] };
    misuse(USAGE);
  } catch (wrong) {
    misuse(`${wrong.message}\n${USAGE}`);
  }
}

async function main() {
  const asked = parse();
  const kafka = broker();
  const request = backupRequested(asked);
  // A group of its own, which commits nothing: nobody else shares this reading.
  const consumer = kafka.consumer({ groupId: `davit-example-${randomUUID()}` });
  const ends = await partitions(kafka); // before asking: the answer may come at once
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: OUTCOMES });
    const outcome = follow(consumer, request, ends, asked.timeout);
    for (const { partition, high } of ends) consumer.seek({ topic: OUTCOMES, partition, offset: high });
    await publish(kafka, request);
    return await outcome;
  } finally {
    await consumer.disconnect();
  }
}

async function partitions(kafka) {
  const admin = kafka.admin();
  await admin.connect();
  const found = await admin.fetchTopicOffsets(OUTCOMES);
  await admin.disconnect();
  return found;
}

function backupRequested({ system, source, key, reason }) {
  const extensions = { idempotencykey: key, traceparent: process.env.TRACEPARENT };
  return new CloudEvent({
    // with an id and a time of its own
    type: 'dev.davit.backup.requested.v1',
    source,
    datacontenttype: 'application/json',
    partitionkey: system, // becomes the record's key
    data: { system, reason },
    ...Object.fromEntries(Object.entries(extensions).filter(([, value]) => value)),
  });
}

/** Structured mode: the value is the whole event, which the header content-type says. */
async function publish(kafka, request) {
  const { key, value, headers } = binding.structured(request);
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({ topic: REQUESTS, messages: [{ key, value, headers }] });
  await producer.disconnect();
}

/** Begins to read; the promise is kept with the exit code. */
function follow(consumer, request, ends, seconds) {
  let run;
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      console.error(`no outcome in time of ${run ? `run ${run}` : `request ${request.id}`}, which may go on`);
      resolve(124);
    }, seconds * 1000);

    const eachMessage = async ({ topic, partition, message }) => {
      const event = read(topic, partition, message);
      if (!event) return;
      const { type, data } = event;
      if (!run && data.request === request.id && data.requestSource === request.source) {
        if (type === 'dev.davit.request.rejected.v1') {
          console.error(`rejected: ${text(data.problem)}`);
          return resolve(6);
        }
        run = data.run;
        const duplicate = type === 'dev.davit.request.duplicate.v1';
        console.log(`${duplicate ? 'duplicate' : 'accepted'}: run ${run}`);
        // Its outcome may lie behind us; it is in this partition, since all about one system is.
        if (duplicate) consumer.seek({ topic, partition, offset: ends.find((end) => end.partition === partition).low });
      } else if (run && data.run === run) {
        const code = ended(type, data);
        if (code !== undefined) resolve(code);
      }
    };
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error));
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
}

/** The exit code, or undefined while the run goes on. */
function ended(type, data) {
  switch (type) {
    case 'dev.davit.backup.completed.v1':
      console.log(`completed: point ${data.point} ${data.state}`);
      return data.state === 'SEALED' ? 0 : 3;
    case 'dev.davit.backup.failed.v1':
      console.error(`failed: ${text(data.problem)}`);
      return 1;
    case 'dev.davit.backup.cancelled.v1':
      console.error('cancelled');
      return 130;
  }
}

function text({ code, object, reason }) {
  return `${code} ${[object, reason].filter(Boolean).join(', ')}`;
}

main().then(
  (code) => process.exit(code),
  (failure) => {
    console.error(`Kafka: ${failure.message}`);
    process.exit(1);
  },
);
