#!/usr/bin/env python3
"""Reacts to each sealed recovery point: prints a line and, if one is given, runs a command.

    watch.py [--group NAME] [-- COMMAND [ARGUMENT…]]

The command has the point in its environment: DAVIT_SYSTEM, DAVIT_POINT, DAVIT_RUN, DAVIT_SNAPSHOT, and TRACEPARENT. It is not run for
points that are stored but open. A point counts as heard once its command has ended well. When one fails, this program ends with code 1,
and hears of the same point when it is started again: the command must bear being run twice for one DAVIT_POINT.
"""

import argparse
import os
import signal
import subprocess
import sys

from confluent_kafka import Consumer, KafkaException

from davit_events import POINTS, read, say, settings


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--group", default="davit-example-watch", help="consumer group: who shares the work, and remembers it")
    parser.add_argument("command", nargs="*", help="run for each sealed point")
    arguments = parser.parse_args()
    own = {
        "group.id": arguments.group,
        "auto.offset.reset": "earliest",  # a new group misses nothing that the topic still holds
        "enable.auto.commit": False,
        "max.poll.interval.ms": 3_600_000,  # the longest that a command may take
    }
    consumer = Consumer(settings(own))
    try:
        return watch(consumer, arguments.command)
    except KafkaException as failure:
        say(f"Kafka: {failure.args[0].str()}")
        return 1
    except OSError as failure:  # no such command
        say(failure)
        return 1
    finally:
        consumer.close()


def watch(consumer, command):
    stopped = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.append(True))
    consumer.subscribe([POINTS])
    while not stopped:
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        event = read(message)
        if event and event.get_type() == "dev.davit.recovery-point.sealed.v1" and not react(event, command):
            return 1
        consumer.commit(message, asynchronous=False)
    return 0


def react(event, command):
    point = event.get_data()
    print(point["state"].lower(), point["system"], "point", point["point"], "run", point["run"], "at", point["at"], flush=True)
    if not command or point["state"] != "SEALED":
        return True
    told = {"DAVIT_" + name.upper(): point[name] for name in ("system", "point", "run", "snapshot")}
    if trace := event.get_extension("traceparent"):
        told["TRACEPARENT"] = trace
    code = subprocess.run(command, env=os.environ | told).returncode
    if code:
        say(f"the command ended with {code}: point {point['point']} will be heard of again")
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
