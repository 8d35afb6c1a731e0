"""The CloudEvents 1.0 envelope (structured JSON), for hubs that ask for it instead of TMF's own.

Source: CloudEvents specification 1.0.2, "Required attributes", and its JSON event format.
"""

import orjson

ENVELOPE = "cloudevents"
"""How a hub asks for it."""
CONTENT_TYPE = "application/cloudevents+json"
_TYPE_PREFIX = "org.tmforum.tmf623."


def wrapped(body: bytes, source: str) -> bytes:
    """An event as a hub gets it, in a CloudEvents envelope whose `data` is that very event.

    `body` is the JSON of a TMF event; `source` a URI reference: the API the event comes from.
    """
    event = orjson.loads(body)
    envelope = {
        "specversion": "1.0",
        "id": event["eventId"],
        "source": source,
        "type": _TYPE_PREFIX + event["eventType"],
        "time": event["eventTime"],
        "datacontenttype": "application/json",
    }
    return orjson.dumps(envelope)[:-1] + b',"data":' + body + b"}"
