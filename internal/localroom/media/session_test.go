package media

import (
	"runtime"
	"testing"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"
)

func TestAudioAndVideoReachSeveralBrowsers(t *testing.T) {
	engine := newEngine(t)
	alice := newBrowser(t, engine)
	audio, video := alice.produce(Audio), alice.produce(Video)

	for range 3 {
		b := newBrowser(t, engine)
		consumers := b.consume(audio.id, video.id)
		kinds := map[string]string{}
		for range consumers {
			a := b.next(plain)
			kinds[a.mid] = a.track.Kind().String()
		}
		require.Equal(t, map[string]string{consumers[0].Mid: "audio", consumers[1].Mid: "video"}, kinds)
		for i, id := range []string{audio.id, video.id} {
			require.Equal(t, id, consumers[i].ProducerID)
			require.Equal(t, consumers[i].Mid, consumers[i].StreamID)
			require.NotEmpty(t, consumers[i].TrackID)
			require.NoError(t, consumers[i].Err)
		}
	}
}

func TestTwoBrowsersSeeEachOther(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	fromAlice, fromBob := alice.produce(Audio), bob.produce(Audio)

	alice.consume(fromBob.id)
	bob.consume(fromAlice.id)
	alice.next(anyPacket)
	bob.next(anyPacket)
}

func TestConsumerMayComeBeforeTheFirstPacket(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	track, err := webrtc.NewTrackLocalStaticRTP(opus, "track", "stream")
	require.NoError(t, err)
	transceiver, err := alice.send.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	require.NoError(t, err)
	silent := &source{transceiver: transceiver}
	alice.negotiate(Audio, silent)

	bob.consume(silent.id)
	alice.encode(silent, Audio, track, nil)
	bob.next(anyPacket)
}

func TestLateConsumerGetsAKeyFrame(t *testing.T) {
	engine := newEngine(t)
	alice, early, late := newBrowser(t, engine), newBrowser(t, engine), newBrowser(t, engine)
	video := alice.produce(Video)
	early.consume(video.id)
	early.next(anyPacket)

	late.consume(video.id)
	late.next(keyFrame)
}

func TestConsumerAsksForAKeyFrame(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	video := alice.produce(Video)
	bob.consume(video.id)
	a := bob.next(keyFrame)

	for _, request := range []rtcp.Packet{
		&rtcp.PictureLossIndication{MediaSSRC: uint32(a.track.SSRC())},
		&rtcp.FullIntraRequest{MediaSSRC: uint32(a.track.SSRC()), FIR: []rtcp.FIREntry{{SSRC: uint32(a.track.SSRC())}}},
	} {
		before := video.keyFrames.Load()
		require.NoError(t, bob.receive.WriteRTCP([]rtcp.Packet{request}))
		require.Eventually(t, func() bool { return video.keyFrames.Load() > before }, patience, often, "%T", request)
	}
}

func TestSimulcastIsForwardedAsOneStream(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	video := alice.produceSimulcast("f", "h", "q")
	bob.consume(video.id)

	a := bob.next(saying("video f"))
	ssrc := a.track.SSRC()
	bob.read(a, func(packet *rtp.Packet) bool {
		require.Equal(t, uint32(ssrc), packet.SSRC)
		return saying("video f")(packet)
	})
}

func TestUnknownProducers(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)

	consumers, offer, err := bob.session.Consume(t.Context(), "", []string{"nobody", "nothing"})
	require.NoError(t, err)
	require.Empty(t, offer, "there is nothing to negotiate")
	require.Equal(t, []Consumer{{ProducerID: "nobody", Err: ErrNoTrack}, {ProducerID: "nothing", Err: ErrNoTrack}}, consumers)

	audio := alice.produce(Audio)
	consumers = bob.consume("nobody", audio.id)
	require.ErrorIs(t, consumers[0].Err, ErrNoTrack)
	require.NoError(t, consumers[1].Err)
	bob.next(anyPacket)
}

func TestCloseProducer(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	audio, video := alice.produce(Audio), alice.produce(Video)
	bob.consume(audio.id)
	a := bob.next(anyPacket)

	require.NoError(t, video.transceiver.Stop())
	answer, err := alice.session.CloseProducer(t.Context(), video.id, alice.offer(alice.send))
	require.NoError(t, err)
	alice.accept(alice.send, answer)

	consumers, _, err := bob.session.Consume(t.Context(), "", []string{video.id})
	require.NoError(t, err)
	require.ErrorIs(t, consumers[0].Err, ErrNoTrack)
	_, err = alice.session.CloseProducer(t.Context(), video.id, "")
	require.ErrorIs(t, err, ErrNoTrack, "it is gone")
	_, err = bob.session.CloseProducer(t.Context(), audio.id, "")
	require.ErrorIs(t, err, ErrNoTrack, "it is somebody else's")

	bob.read(a, anyPacket)
	again := alice.produce(Video)
	bob.consume(again.id)
	bob.next(anyPacket)
}

func TestAProducerThatAnOfferStopsIsGone(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	given := alice.produce(Audio)
	require.NoError(t, given.transceiver.Stop())
	kept := alice.produce(Audio)

	consumers := bob.consume(given.id, kept.id)
	require.ErrorIs(t, consumers[0].Err, ErrNoTrack)
	require.NoError(t, consumers[1].Err)
	bob.next(anyPacket)
}

func TestCloseConsumers(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	audio, video := alice.produce(Audio), alice.produce(Video)
	first := bob.consume(audio.id, video.id)
	arrivals := []*arrival{bob.next(anyPacket), bob.next(anyPacket)}

	bob.stop(first[1].Mid)
	answer, err := bob.session.CloseConsumers(t.Context(), "", []string{first[1].Mid, "unknown"}, bob.offer(bob.receive))
	require.NoError(t, err)
	bob.accept(bob.receive, answer)
	for _, a := range arrivals {
		if a.mid == first[0].Mid {
			bob.read(a, anyPacket)
		}
	}

	second := bob.consume(video.id)
	require.NotEqual(t, first[1].Mid, second[0].Mid)
	require.Equal(t, second[0].Mid, bob.next(keyFrame).mid)
}

func TestAConsumerOutlivesItsProducer(t *testing.T) {
	engine := newEngine(t)
	alice, bob, carol := newBrowser(t, engine), newBrowser(t, engine), newBrowser(t, engine)
	gone, stays := alice.produce(Video), carol.produce(Audio)
	consumers := bob.consume(gone.id)
	bob.next(anyPacket)
	alice.session.Close()

	bob.stop(consumers[0].Mid)
	answer, err := bob.session.CloseConsumers(t.Context(), bob.receivingID, []string{consumers[0].Mid}, bob.offer(bob.receive))
	require.NoError(t, err)
	bob.accept(bob.receive, answer)
	bob.consume(stays.id)
	bob.next(anyPacket)
}

func TestUnusableDescriptions(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	ctx := t.Context()
	audio := alice.produce(Audio)
	good := alice.send.LocalDescription().SDP

	for name, offer := range map[string]string{"empty": "", "no description": "hello", "cut off": good[:len(good)/2]} {
		_, _, err := alice.session.CreateTransport(ctx, false, offer)
		require.ErrorContains(t, err, "media: the offer is not usable", name)
		_, _, err = alice.session.Produce(ctx, ProduceRequest{Kind: Audio, Mid: "9", Offer: offer})
		require.ErrorContains(t, err, "media: the offer", name)
		_, err = bob.session.CloseConsumers(ctx, "", nil, "v=0"+offer)
		require.ErrorContains(t, err, "media: the offer is not usable", name)
		require.ErrorContains(t, bob.session.Renegotiate(ctx, "", offer), "media: the answer is not usable", name)
	}
	_, _, err := alice.session.Produce(ctx, ProduceRequest{Kind: Audio, Mid: "9", Offer: good})
	require.EqualError(t, err, `media: the offer has no m-line with mid "9"`)
	_, _, err = alice.session.Produce(ctx, ProduceRequest{Kind: Video, Mid: "2", Offer: good})
	require.EqualError(t, err, `media: mid "2" of the offer is audio, not video`)
	_, _, err = alice.session.Produce(ctx, ProduceRequest{Kind: Audio, Mid: "2", Offer: good})
	require.EqualError(t, err, `media: mid "2" already has a producer`)

	bob.consume(audio.id, alice.produce(Video).id)
	bob.next(anyPacket)
	bob.next(anyPacket)
}

// An offer that is taken apart only after it was accepted costs its transport.
func TestAnOfferWithoutMidsEndsItsTransport(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	audio := alice.produce(Audio)
	offer := "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n"

	_, err := bob.session.CloseConsumers(t.Context(), "", nil, offer)
	require.ErrorContains(t, err, "media: the offer is not usable")
	_, _, err = bob.session.Consume(t.Context(), "", []string{audio.id})
	require.ErrorIs(t, err, ErrNoTransport)

	bob.connectReceiving()
	bob.consume(audio.id)
	bob.next(anyPacket)

	_, err = alice.session.CloseProducer(t.Context(), audio.id, offer)
	require.ErrorContains(t, err, "media: the offer is not usable")
	_, _, err = alice.session.Produce(t.Context(), ProduceRequest{Kind: Audio, Mid: "2", Offer: offer})
	require.ErrorIs(t, err, ErrNoTransport)
}

func TestOneOfferAtATime(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	audio, video := alice.produce(Audio), alice.produce(Video)

	_, offer, err := bob.session.Consume(t.Context(), "", []string{audio.id})
	require.NoError(t, err)
	_, _, err = bob.session.Consume(t.Context(), "", []string{video.id})
	require.ErrorIs(t, err, ErrUnanswered)
	_, err = bob.session.CloseConsumers(t.Context(), "", nil, offer)
	require.ErrorIs(t, err, ErrUnanswered)

	require.NoError(t, bob.session.Renegotiate(t.Context(), "", bob.answer(offer)))
	bob.consume(video.id)
	bob.next(anyPacket)
	bob.next(anyPacket)
}

func TestANewTransportReplacesTheOld(t *testing.T) {
	engine := newEngine(t)
	alice, bob := newBrowser(t, engine), newBrowser(t, engine)
	old, oldReceiving := alice.produce(Audio), bob.receivingID

	alice.connectSending()
	bob.connectReceiving()
	consumers, _, err := bob.session.Consume(t.Context(), "", []string{old.id})
	require.NoError(t, err)
	require.ErrorIs(t, consumers[0].Err, ErrNoTrack)
	_, _, err = bob.session.Consume(t.Context(), oldReceiving, nil)
	require.ErrorIs(t, err, ErrNoTransport)

	bob.consume(alice.produce(Audio).id)
	bob.next(anyPacket)
}

func TestASessionWithoutTransports(t *testing.T) {
	session := newEngine(t).NewSession()
	defer session.Close()
	requireNothingWorks(t, session, ErrNoTransport)
}

func TestAClosedSession(t *testing.T) {
	engine := newEngine(t)
	session := engine.NewSession()
	session.Close()
	session.Close()
	requireNothingWorks(t, session, ErrClosed)

	require.NoError(t, engine.Close())
	late := engine.NewSession()
	_, _, err := late.CreateTransport(t.Context(), true, "")
	require.ErrorIs(t, err, ErrClosed)
}

func requireNothingWorks(t *testing.T, session *Session, want error) {
	t.Helper()
	ctx := t.Context()
	_, _, err := session.Produce(ctx, ProduceRequest{})
	require.ErrorIs(t, err, want)
	_, err = session.CloseProducer(ctx, "", "")
	require.ErrorIs(t, err, want)
	_, _, err = session.Consume(ctx, "", nil)
	require.ErrorIs(t, err, want)
	require.ErrorIs(t, session.Renegotiate(ctx, "", ""), want)
	_, err = session.CloseConsumers(ctx, "", nil, "")
	require.ErrorIs(t, err, want)
}

func TestStreamIDs(t *testing.T) {
	require.Equal(t, "{2c7b-1}", streamID("{2c7b-1} 5e0f", "other"))
	for _, msid := range []string{"", "-", "- track", "a\r\na=evil:1 track", "ä track"} {
		require.Equal(t, "other", streamID(msid, "other"), "%q", msid)
	}
}

func TestClosingEndsEveryGoroutine(t *testing.T) {
	baseline := runtime.NumGoroutine()
	engine, err := NewEngine()
	require.NoError(t, err)
	running := runtime.NumGoroutine()

	t.Run("sessions", func(t *testing.T) {
		alice, bob := newBrowser(t, engine), newBrowser(t, engine)
		bob.consume(alice.produce(Audio).id, alice.produceSimulcast("f", "h").id)
		bob.next(anyPacket)
		bob.next(anyPacket)
	})
	requireGoroutines(t, running)
	require.Empty(t, engine.producers)
	require.Empty(t, engine.sessions)

	t.Run("engine", func(t *testing.T) {
		alice := newBrowser(t, engine)
		alice.consume(alice.produce(Video).id)
		require.NoError(t, engine.Close())
		requireNothingWorks(t, alice.session, ErrClosed)
	})
	requireGoroutines(t, baseline)
}

func requireGoroutines(t *testing.T, want int) {
	t.Helper()
	// Eventually looks from a goroutine of its own.
	require.Eventually(t, func() bool { return runtime.NumGoroutine()-1 <= want }, patience, often,
		"something goes on running")
}

func TestRoomsAreBusyAtTheSameTime(t *testing.T) {
	engine := newEngine(t)
	alice := newBrowser(t, engine)
	shared := alice.produce(Audio)
	t.Run("together", func(t *testing.T) {
		t.Run("alice leaves", func(t *testing.T) {
			t.Parallel()
			alice.session.Close()
		})
		for range 3 {
			t.Run("others meet", func(t *testing.T) {
				t.Parallel()
				bob, carol := newBrowser(t, engine), newBrowser(t, engine)
				audio := bob.produce(Audio)
				for _, c := range carol.consume(shared.id, audio.id) {
					if c.ProducerID == audio.id {
						require.NoError(t, c.Err)
					}
				}
				for carol.next(anyPacket).track.ID() != audio.id {
				}
			})
		}
	})
	require.Empty(t, engine.producers)
}
