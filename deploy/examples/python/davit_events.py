"""What both programs share: how to reach the broker, and records as CloudEvents."""

import os
import sys

from cloudevents.core.bindings import kafka

REQUESTS = "davit.requests.v1"
OUTCOMES = "davit.scheduler.events.v1"
POINTS = "davit.audit.events.v1"


def settings(own):
    """librdkafka's settings: the brokers of $KAFKA, and the file of $KAFKA_CONFIG (key=value lines) for TLS, SASL and the like."""
    found = {"reconnect.backoff.ms": 2000}  # and so one line of log in that time while the broker is away
    if file := os.environ.get("KAFKA_CONFIG"):
        with open(file, encoding="utf-8") as lines:
            pairs = (line.strip().split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
            found |= {key.strip(): value.strip() for key, value in pairs}
    if brokers := os.environ.get("KAFKA"):
        found["bootstrap.servers"] = brokers
    if "bootstrap.servers" not in found:
        say("no broker: put host:port into KAFKA")
        sys.exit(2)
    return found | own


def read(message):
    """The record as a CloudEvent, whichever its mode; None for what is none of Davit's, which must not stop us."""
    try:
        headers = {name.lower(): value for name, value in message.headers() or [] if value is not None}
        event = kafka.from_kafka_event(kafka.KafkaMessage(headers, message.key(), message.value()))
        if not isinstance(event.get_data(), dict):
            raise ValueError("its data is no object")
        return event
    except Exception as reason:
        say(f"passed over {message.topic()} {message.partition()}:{message.offset()}: {reason}")
        return None


def say(line):
    print(line, file=sys.stderr, flush=True)
