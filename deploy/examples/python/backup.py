#!/usr/bin/env python3
"""Starts a backup and waits for its outcome.

Exit codes: 0 completed and sealed, 1 failed, 2 wrong usage, 3 completed but open, 6 rejected, 124 no outcome in time, 130 cancelled.
"""

import argparse
import os
import sys
import time

from cloudevents.core.bindings import kafka
from cloudevents.core.v1.event import CloudEvent
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, Producer, TopicPartition

from davit_events import OUTCOMES, REQUESTS, read, say, settings

BROKER_SECONDS = 30


def main():
    arguments = parse()
    consumer = Consumer(settings({"group.id": "davit-example", "enable.auto.commit": False}))
    try:
        listen_from_now(consumer)  # before asking: the answer may come at once
        request = backup_requested(arguments)
        publish(request)
        return outcome(consumer, request, time.monotonic() + arguments.timeout)
    except KafkaException as failure:
        say(f"Kafka: {failure.args[0].str()}")
        return 1
    except KeyboardInterrupt:
        say("not waiting any longer; the backup goes on")
        return 130
    finally:
        consumer.close()


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("system", help="name of the protected system")
    parser.add_argument("--source", default="/examples/backup", help="who asks; a system may allow only some sources")
    parser.add_argument("--key", help="asking again with the same key starts nothing new: the first run's outcome is told")
    parser.add_argument("--reason", help="kept with the run")
    parser.add_argument("--timeout", type=float, default=3600, help="seconds to wait for the outcome")
    return parser.parse_args()


def listen_from_now(consumer):
    """Reads on from the end of each partition. Nobody else shares this reading, so no group is joined and nothing committed."""
    topic = consumer.list_topics(OUTCOMES, timeout=BROKER_SECONDS).topics[OUTCOMES]
    partitions = [TopicPartition(OUTCOMES, number) for number in topic.partitions]
    for partition in partitions:
        _, partition.offset = consumer.get_watermark_offsets(partition, timeout=BROKER_SECONDS)
    consumer.assign(partitions)


def backup_requested(arguments):
    extensions = {"idempotencykey": arguments.key, "traceparent": os.environ.get("TRACEPARENT")}
    data = {"system": arguments.system, "reason": arguments.reason}
    return CloudEvent(  # with an id and a time of its own
        {
            "type": "dev.davit.backup.requested.v1",
            "source": arguments.source,
            "datacontenttype": "application/json",
            "partitionkey": arguments.system,  # becomes the record's key
        }
        | present(extensions),
        present(data),
    )


def present(fields):
    return {name: value for name, value in fields.items() if value is not None}


def publish(request):
    """Binary mode: attributes as headers `ce_…`, the value is the data alone."""
    message = kafka.to_binary_event(request)
    # Keys go to the partition that Java's clients choose, so that one system's requests stay in order whoever sends them.
    producer = Producer(settings({"partitioner": "murmur2_random", "enable.idempotence": True}))
    failures = []
    producer.produce(
        REQUESTS,
        key=message.key,
        value=message.value,
        headers=list(message.headers.items()),
        on_delivery=lambda failure, _: failures.append(failure) if failure else None,
    )
    left = producer.flush(BROKER_SECONDS)
    if failures:
        raise KafkaException(failures[0])
    if left:
        say(f"the request was not taken within {BROKER_SECONDS} s")
        sys.exit(1)


def outcome(consumer, request, deadline):
    run = None
    for message, event in heard(consumer, deadline):
        name, data = event.get_type(), event.get_data()
        if run is None and (data.get("request"), data.get("requestSource")) == (request.get_id(), request.get_source()):
            if name == "dev.davit.request.rejected.v1":
                say("rejected: " + text(data["problem"]))
                return 6
            run = data["run"]
            duplicate = name == "dev.davit.request.duplicate.v1"
            print("duplicate:" if duplicate else "accepted:", "run", run, flush=True)
            if duplicate:
                # Its outcome may lie behind us; it is in this partition, since all about one system is.
                consumer.seek(TopicPartition(OUTCOMES, message.partition(), OFFSET_BEGINNING))
        elif run is not None and data.get("run") == run:
            if (code := ended(name, data)) is not None:
                return code
    say(f"no outcome in time of {'run ' + run if run else 'request ' + request.get_id()}, which may go on")
    return 124


def heard(consumer, deadline):
    """The events that come until the deadline, each with its record."""
    while (left := deadline - time.monotonic()) > 0:
        message = consumer.poll(min(left, 1))
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        if event := read(message):
            yield message, event


def ended(name, data):
    """The exit code, or None while the run goes on."""
    if name == "dev.davit.backup.completed.v1":
        print(f"completed: point {data['point']} {data['state']}", flush=True)
        return 0 if data["state"] == "SEALED" else 3
    if name == "dev.davit.backup.failed.v1":
        say("failed: " + text(data["problem"]))
        return 1
    if name == "dev.davit.backup.cancelled.v1":
        say("cancelled")
        return 130
    return None


def text(problem):
    return problem["code"] + " " + ", ".join(problem[part] for part in ("object", "reason") if problem.get(part))


if __name__ == "__main__":
    sys.exit(main())
