// Package media forwards audio and video between the browsers of a local room.
//
// An [Engine] holds one UDP port on the loopback interface and, where there is a
// network, one at this machine's own address, which is deaf to other machines:
// Firefox takes no candidate on the loopback interface. Each participant
// has a [Session] with up to two transports, as the SDK makes them: the browser
// sends on one and receives on the other. What a browser sends is a producer; a
// consumer is a producer's copy on the way to one other browser. Opus and VP8
// are forwarded as they come, nothing is decoded.
//
// The browser offers when a transport is made, when it produces and when it
// closes something; this side offers only in [Session.Consume]. Descriptions
// are complete, no candidates follow them.
package media
