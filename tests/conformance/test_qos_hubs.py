"""Hubs of customerQosManagement: the operations of TMF623's, for the events of this API and of TMF623's own."""

from collections.abc import Iterator

import grpc
import pytest

from conformance.kit import Api, refused
from jobs.receiver import Receiver, listening
from tmf.sla.v1 import hub_service_pb2 as pb2
from tmf.sla.v1.event_pb2 import Hub
from tmf.sla.v1.hub_service_pb2_grpc import HubServiceStub
from tmf623 import app

QOS = "/tmf-api/customerQosManagement/v1"


@pytest.fixture
def listener() -> Iterator[Receiver]:
    """A listener on loopback that answers 201 to everything."""
    with listening() as receiver:
        yield receiver


@pytest.fixture
def qos(api: Api) -> Api:
    """The same client, at the other API's base path."""
    other = Api(api.http, "v4")
    other.base = QOS
    return other


def came(listener: Receiver, number: int) -> list[dict[str, object]]:
    listener.wait(lambda: len(listener.got) >= number, f"{number} events")
    return [got.event for got in listener.got]


def test_a_hub_is_made_read_listed_and_deleted(qos: Api) -> None:
    body = {"callback": "http://127.0.0.1:9/qos", "query": "eventType=SlaViolationCreateEvent"}
    answer = qos.send("POST", "hub", body)
    made = answer.json()
    assert (answer.status_code, answer.headers["location"]) == (201, made["href"])
    assert made["href"].endswith(f"{QOS}/hub/{made['id']}")
    assert qos.get(f"hub/{made['id']}") == made == qos.get(f"hub?id={made['id']}")[0]
    assert qos.send("DELETE", f"hub/{made['id']}").status_code == 204
    refused(qos.send("GET", f"hub/{made['id']}"), 404)
    refused(qos.send("PUT", f"hub/{made['id']}", body), 405)


def test_its_events_tell_of_agreements_in_the_words_of_its_profile(api: Api, qos: Api, listener: Receiver) -> None:
    hub = qos.create("hub", {"callback": listener.url(), "query": "eventType=SlaCreateEvent,SlaViolationCreateEvent"})
    made = api.create("sla")
    (event,) = came(listener, 1)
    assert event["eventType"] == "SlaCreateEvent"
    told = event["event"]["sla"]  # type: ignore[index]
    assert told == Api(api.http, "v4").get(f"sla/{made['id']}")
    qos.send("DELETE", f"hub/{hub['id']}")


@pytest.mark.parametrize("query", ["eventType=NoSuchEvent", "nothing=7", "eventType=HubCreateEvent"])
def test_a_query_no_event_can_answer_is_refused(qos: Api, query: str) -> None:
    refused(qos.send("POST", "hub", {"callback": "http://127.0.0.1:9/x", "query": query}), 400)


def test_a_hub_made_over_grpc_is_one_of_the_same_profile(server: app.Running, qos: Api, listener: Receiver) -> None:
    with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
        stub = HubServiceStub(channel)
        query = "eventType=SlaDeleteEvent&name=through both"
        hub = stub.CreateQosHub(pb2.CreateQosHubRequest(hub=Hub(callback=listener.url(), query=query))).hub
        assert qos.get(f"hub/{hub.id}")["callback"] == hub.callback
        assert [row.id for row in stub.ListQosHub(pb2.ListQosHubRequest(filter=f"id={hub.id}")).hub] == [hub.id]
        sla = Api(qos.http, "v4").create("sla", {"name": "through both"})
        Api(qos.http, "v4").send("DELETE", f"sla/{sla['id']}")
        assert came(listener, 1)[0]["eventType"] == "SlaDeleteEvent"
        stub.DeleteQosHub(pb2.DeleteQosHubRequest(id=hub.id))
        with pytest.raises(grpc.RpcError) as gone:
            stub.RetrieveQosHub(pb2.RetrieveQosHubRequest(id=hub.id))
        assert gone.value.code() is grpc.StatusCode.NOT_FOUND
