"""The limit of the gRPC server: grpcio's sync server answering prebuilt bytes of the same size."""

import sys
from concurrent.futures import ThreadPoolExecutor

import grpc
from google.protobuf import json_format

from payload import sla  # type: ignore[import-not-found]
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.sla_service_pb2 import ListSlaResponse, RetrieveSlaResponse

_message = json_format.ParseDict(sla(), Sla(id=1))
ONE = RetrieveSlaResponse(sla=_message).SerializeToString()
PAGE = ListSlaResponse(sla=[_message] * 50).SerializeToString()


class Echo(grpc.GenericRpcHandler):  # type: ignore[misc]
    """Answers any method: a page to lists, one resource to everything else."""

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
        """The handler of one call: bytes in, bytes out."""
        answer = PAGE if "List" in details.method else ONE
        return grpc.unary_unary_rpc_method_handler(lambda _request, _context: answer)


if __name__ == "__main__":
    server = grpc.server(ThreadPoolExecutor(8), handlers=[Echo()])
    server.add_insecure_port(f"127.0.0.1:{sys.argv[1]}")
    server.start()
    server.wait_for_termination()
