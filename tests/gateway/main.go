// Command gateway is the stock grpc-gateway of the contract and nothing else: what protoc-gen-grpc-gateway makes of
// the protos, in front of a gRPC server.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"tmf623.test/gateway/slav1"
)

func main() {
	server := flag.String("grpc", "127.0.0.1:9090", "address of the gRPC server")
	flag.Parse()
	if err := serve(context.Background(), *server); err != nil {
		log.Fatal(err)
	}
}

// serve answers HTTP on a port the system chooses, printed first, until it is killed.
func serve(ctx context.Context, server string) error {
	mux := runtime.NewServeMux()
	options := []grpc.DialOption{grpc.WithTransportCredentials(insecure.NewCredentials())}
	if err := slav1.RegisterSlaServiceHandlerFromEndpoint(ctx, mux, server, options); err != nil {
		return err
	}
	if err := slav1.RegisterAssessmentServiceHandlerFromEndpoint(ctx, mux, server, options); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	return http.Serve(listener, mux)
}
