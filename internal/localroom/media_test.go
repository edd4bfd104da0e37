package localroom_test

import (
	"testing"
	"time"

	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

func TestSignallingOnlyProducers(t *testing.T) {
	h := openHall(t)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	camera := ben.produce("video")
	push := sees(ana, wire.PeerProducerCreateBroadcast, func(m *wire.ProducerPush) bool { return m.GetParticipantId() == ben.ID() })
	assert.Equal(t, "video/VP8", push.GetProducerState().GetMimeType())

	answer := &wire.ConsumeAnswer{}
	ana.ask(wire.Consume, &wire.ConsumeRequest{Requests: []*wire.ConsumeOne{{ProducingPeerId: ben.ID()}, {ProducingPeerId: "gone", ProducerId: new("gone")}}}, answer)
	consumers := answer.GetConsumerIdsMap().GetMap()
	assert.Equal(t, "not_found_track_error", consumers[camera].GetErrorCode(), "the SDK does not retry this one")
	assert.Equal(t, "not_found_track_error", consumers["gone"].GetErrorCode())

	ben.tell(wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: camera, Pause: true})
	ben.tell(wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: camera, Pause: true})
	sees(ana, wire.PeerProducerToggleBroadcast, paused(camera))
	ana.settle()
	assert.Equal(t, 1, ana.Pushed(wire.PeerProducerToggleBroadcast), "observers would count it twice")

	ben.ask(wire.CloseProducer, &wire.CloseProducerRequest{ProducerId: camera}, nil)
	sees(ana, wire.PeerProducerCloseBroadcast, func(m *wire.ProducerPush) bool { return m.GetProducerState().GetProducerId() == camera })
	assert.Contains(t, ben.refused(wire.CloseProducer, &wire.CloseProducerRequest{ProducerId: camera}), "no such producer")
	assert.Contains(t, ben.refused(wire.SetProducerPaused, &wire.ToggleProducer{ProducerId: camera}), "no such producer")
	assert.Contains(t, ben.refused(wire.Produce, &wire.ProduceRequest{Kind: "smell"}), `got "smell"`)
	ben.ask(wire.UpdateSimulcast, nil, nil)
	require.NoError(t, ben.Send(h.ctx, wire.AudioActivity, nil))
	ben.settle()
}

func TestBadDescriptionsAreRefusedAndTheSocketGoesOn(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	nonsense := &wire.SessionDescription{Type: "offer", Sdp: "nonsense"}
	ana.refused(wire.CreateTransport, &wire.CreateTransportRequest{Description: nonsense})
	ana.refused(wire.Produce, &wire.ProduceRequest{Kind: "audio", Description: nonsense})
	ana.refused(wire.RenegotiateDescription, &wire.RenegotiateRequest{Description: nonsense})
	ana.refused(wire.CloseConsumer, &wire.CloseConsumersRequest{Description: nonsense})
	ana.settle()
	assert.Empty(t, h.person(ana.ID()).Audio)
}

// Sound goes from one client to another over the whole way: transport, produce,
// consume, renegotiate; and goes on after the sender's socket was lost.
func TestSoundArrives(t *testing.T) {
	h := openHall(t)
	ana := h.enter("ana", "host")
	token := h.token("ben", "guest")
	ben := h.dial("peer-ben", "user-ben", token)
	ben.join()

	sending := newPeerConnection(t)
	_, err := sending.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	require.NoError(t, err)
	connect(ben, sending, false)
	stop := make(chan struct{})
	defer close(stop)
	first := ben.sendsSound(sending, stop)

	receiving := newPeerConnection(t)
	arrived := make(chan string, 2)
	receiving.OnTrack(func(remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
		if _, _, err := remote.ReadRTP(); err == nil {
			arrived <- receiver.RTPTransceiver().Mid()
		}
	})
	_, err = receiving.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly})
	require.NoError(t, err)
	transport := connect(ana, receiving, true)
	consume := func(producer string) {
		consumed := &wire.ConsumeAnswer{}
		ana.ask(wire.Consume, &wire.ConsumeRequest{Requests: []*wire.ConsumeOne{{ProducingPeerId: ben.ID(), ProducerId: &producer}}}, consumed)
		consumer := consumed.GetConsumerIdsMap().GetMap()[producer]
		require.Empty(t, consumer.GetErrorCode())
		accept(t, receiving, consumed.GetDescription())
		answer, err := receiving.CreateAnswer(nil)
		require.NoError(t, err)
		require.NoError(t, receiving.SetLocalDescription(answer))
		ana.ask(wire.RenegotiateDescription, &wire.RenegotiateRequest{TransportId: transport, Description: described(answer)}, nil)
		assert.Equal(t, consumer.GetProducerTrack().GetStreamId(), receive(h, arrived))
	}
	consume(first)

	ben.Cut()
	sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == ben.ID() })
	again := h.dial("peer-ben", "user-ben", token)
	again.join()
	consume(again.sendsSound(sending, stop))
}

// sendsSound produces one more track on a connection, and gives its producer.
func (g *guest) sendsSound(sending *webrtc.PeerConnection, stop chan struct{}) string {
	t := g.hall.t
	t.Helper()
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "sound", "stream")
	require.NoError(t, err)
	transceiver, err := sending.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	require.NoError(t, err)
	produced := &wire.ProduceAnswer{}
	g.ask(wire.Produce, &wire.ProduceRequest{
		Kind: "audio", Description: offer(t, sending), Msid: "stream sound", AppData: new(`{"mid":"` + transceiver.Mid() + `"}`),
	}, produced)
	accept(t, sending, produced.GetDescription())
	go speak(track, stop)
	return produced.GetProducerId()
}

func TestMediaOfALostSocketEndsAfterItsGrace(t *testing.T) {
	h := openHall(t)
	h.server.Hurry(patience, 1, time.Millisecond)
	ana, ben := h.enter("ana", "host"), h.enter("ben", "guest")
	connection := newPeerConnection(t)
	ended := make(chan string, 10)
	connection.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateClosed || state == webrtc.PeerConnectionStateDisconnected || state == webrtc.PeerConnectionStateFailed {
			ended <- state.String()
		}
	})
	_, err := connection.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly})
	require.NoError(t, err)
	connect(ben, connection, true)
	require.Eventually(t, func() bool { return connection.ConnectionState() == webrtc.PeerConnectionStateConnected }, patience, time.Millisecond)
	ben.Cut()
	sees(ana, wire.LeaveRoom, func(m *wire.PeerMessage) bool { return m.GetPeer().GetPeerId() == ben.ID() })
	assert.NotEmpty(t, receive(h, ended))
}

func newPeerConnection(t *testing.T) *webrtc.PeerConnection {
	t.Helper()
	var settings webrtc.SettingEngine
	settings.SetIncludeLoopbackCandidate(true)
	connection, err := webrtc.NewAPI(webrtc.WithSettingEngine(settings)).NewPeerConnection(webrtc.Configuration{})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, connection.GracefulClose()) })
	return connection
}

// connect creates a transport for a connection and returns its id.
func connect(g *guest, connection *webrtc.PeerConnection, consuming bool) string {
	t := g.hall.t
	t.Helper()
	answer := &wire.CreateTransportAnswer{}
	g.ask(wire.CreateTransport, &wire.CreateTransportRequest{Consuming: consuming, Description: offer(t, connection)}, answer)
	accept(t, connection, answer.GetDescription())
	return answer.GetTransportId()
}

func offer(t *testing.T, connection *webrtc.PeerConnection) *wire.SessionDescription {
	t.Helper()
	description, err := connection.CreateOffer(nil)
	require.NoError(t, err)
	gathered := webrtc.GatheringCompletePromise(connection)
	require.NoError(t, connection.SetLocalDescription(description))
	<-gathered
	return described(*connection.LocalDescription())
}

func described(description webrtc.SessionDescription) *wire.SessionDescription {
	return &wire.SessionDescription{Type: description.Type.String(), Sdp: description.SDP}
}

func accept(t *testing.T, connection *webrtc.PeerConnection, description *wire.SessionDescription) {
	t.Helper()
	require.NoError(t, connection.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.NewSDPType(description.GetType()), SDP: description.GetSdp()}))
}

func speak(track *webrtc.TrackLocalStaticSample, stop chan struct{}) {
	const frame = 20 * time.Millisecond
	pace := time.NewTicker(frame)
	defer pace.Stop()
	for {
		select {
		case <-stop:
			return
		case <-pace.C:
			_ = track.WriteSample(media.Sample{Data: []byte{0xf8, 0xff, 0xfe}, Duration: frame}) // before and after the connection it cannot be written
		}
	}
}

func receive(h *hall, from chan string) string {
	h.t.Helper()
	select {
	case value := <-from:
		return value
	case <-h.ctx.Done():
		require.Fail(h.t, "nothing came")
		return ""
	}
}
