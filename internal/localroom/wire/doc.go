// Package wire holds the messages and event numbers that the RealtimeKit SDK
// and a room exchange over a websocket. room.pb.go is generated from
// room.proto; to make it again, run in this folder:
//
//	PATH="$PWD/../../../bin:$PATH" ../../../js/node_modules/.bin/buf generate
package wire
