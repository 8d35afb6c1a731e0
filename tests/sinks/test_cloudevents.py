"""The CloudEvents envelope around a TMF event."""

import orjson

from tmf623.sinks.cloudevents import wrapped


def test_the_envelope_names_the_event_and_carries_it_unchanged() -> None:
    event = (
        b'{"eventId":"7","eventTime":"2015-11-16T16:42:25Z","eventType":"SlaViolationCreateEvent",'
        b'"event":{"slaViolation":{"id":"1","violation":{"tolerance":0.10}}}}'
    )
    envelope = wrapped(event, "https://host/tmf-api/slaManagement/v4")
    assert event in envelope
    assert {name: value for name, value in orjson.loads(envelope).items() if name != "data"} == {
        "specversion": "1.0",
        "id": "7",
        "source": "https://host/tmf-api/slaManagement/v4",
        "type": "org.tmforum.tmf623.SlaViolationCreateEvent",
        "time": "2015-11-16T16:42:25Z",
        "datacontenttype": "application/json",
    }
