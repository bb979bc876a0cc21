// What both programs share: how to reach the broker, and records as CloudEvents.

import { readFileSync } from 'node:fs';
import { Kafka as binding } from 'cloudevents';
import { Kafka, logLevel } from 'kafkajs';

export const REQUESTS = 'davit.requests.v1';
export const OUTCOMES = 'davit.scheduler.events.v1';
export const POINTS = 'davit.audit.events.v1';

/** KafkaJS with the brokers of $KAFKA, and the JSON file of $KAFKA_CONFIG for `ssl`, `sasl` and the like. */
export function broker() {
  const { KAFKA, KAFKA_CONFIG } = process.env;
  const file = KAFKA_CONFIG ? JSON.parse(readFileSync(KAFKA_CONFIG, 'utf8')) : {};
  const brokers = KAFKA ? KAFKA.split(',') : file.brokers;
  if (!brokers) misuse('no broker: put host:port into KAFKA');
  return new Kafka({ clientId: 'davit-example', logLevel: logLevel.ERROR, ...file, brokers });
}

/** The record as a CloudEvent, whichever its mode; null for what is none of Davit's, which must not stop us. */
export function read(topic, partition, { key, value, headers, offset }) {
  try {
    // The CloudEvents SDK wants texts where KafkaJS has buffers.
    const texts = Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), text?.toString()]);
    const event = binding.toEvent({ key: key?.toString(), value: value?.toString(), headers: Object.fromEntries(texts) });
    if (event.data === null || typeof event.data !== 'object') throw new Error('its data is no object');
    return event;
  } catch (reason) {
    console.error(`passed over ${topic} ${partition}:${offset}: ${reason.message}`);
    return null;
  }
}

export function misuse(reason) {
  console.error(reason);
  process.exit(2);
}
