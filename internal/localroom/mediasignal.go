package localroom

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/media"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// The handlers of this file run in the socket's lane. They take the room's lock
// where they touch the room, never while the media engine works.

func createTransport(q *request, in *wire.CreateTransportRequest) error {
	id, answer, err := q.from.socket.media.CreateTransport(q.life, in.GetConsuming(), in.GetDescription().GetSdp())
	if err != nil {
		return err
	}
	q.answerLater(&wire.CreateTransportAnswer{TransportId: id, Description: sdpAnswer(answer)})
	return nil
}

func renegotiate(q *request, in *wire.RenegotiateRequest) error {
	if err := q.from.socket.media.Renegotiate(q.life, in.GetTransportId(), in.GetDescription().GetSdp()); err != nil {
		return err
	}
	q.answerLater(&wire.Nothing{})
	return nil
}

// produce adds a stream. Without a description it is signalling only: it counts
// as sent, but there is nothing to consume.
func produce(q *request, in *wire.ProduceRequest) error {
	one, err := newProducer(in)
	if err != nil {
		return err
	}
	var refusal error
	q.room.do(func() { refusal = q.from.mayAdd(one) })
	if refusal != nil {
		return refusal
	}
	answer := &wire.ProduceAnswer{Status: true}
	if in.Description != nil {
		kind := media.Audio
		if one.kind == wire.ProducerKind_PRODUCER_KIND_VIDEO {
			kind = media.Video
		}
		id, sdp, err := q.from.socket.media.Produce(q.life, media.ProduceRequest{
			TransportID: in.GetProducingTransportId(),
			Kind:        kind,
			Mid:         mid(in.GetAppData()),
			MSID:        in.GetMsid(),
			Offer:       in.GetDescription().GetSdp(),
		})
		if err != nil {
			return err
		}
		one.id, one.hasTrack = id, true
		answer.Description = sdpAnswer(sdp)
	}
	answer.ProducerId = one.id
	q.room.do(func() {
		// What was allowed may have been taken away while the media engine worked.
		if refusal = q.from.mayAdd(one); refusal == nil {
			q.room.addProducer(q.from, one)
			q.reply(answer)
		}
	})
	return refusal
}

func newProducer(in *wire.ProduceRequest) (*producer, error) {
	kinds := map[string]wire.ProducerKind{
		"audio": wire.ProducerKind_PRODUCER_KIND_AUDIO,
		"video": wire.ProducerKind_PRODUCER_KIND_VIDEO,
	}
	kind, ok := kinds[in.GetKind()]
	if !ok {
		return nil, fmt.Errorf("kind: want audio or video, got %q", in.GetKind())
	}
	return &producer{
		id:          rand.Text(),
		kind:        kind,
		paused:      in.GetPaused(),
		screenShare: in.GetScreenShare(),
		appData:     in.AppData,
		transportID: in.ProducingTransportId,
	}, nil
}

// mid is the m-line that a producer's app data names, or empty.
func mid(appData string) string {
	var content struct {
		Mid string `json:"mid"`
	}
	if json.Unmarshal([]byte(appData), &content) != nil {
		return "" // the media engine refuses an unknown mid in its own words
	}
	return content.Mid
}

func (p *participant) mayProduce(one *producer) error {
	switch {
	case p.presence != joined:
		return errNotJoined
	case p.stage != onStage:
		return errors.New("not on the stage")
	case p.forbidden().covers(one):
		return mayNot("media")
	}
	return nil
}

// mayAdd is mayProduce for one more.
func (p *participant) mayAdd(one *producer) error {
	if len(p.producers) >= maxProducers {
		return fmt.Errorf("%w: a participant has at most %d producers", ErrFull, maxProducers)
	}
	return p.mayProduce(one)
}

func (r *room) addProducer(owner *participant, one *producer) {
	if one.hasTrack {
		r.server.engine.SetPaused(one.id, one.paused)
	}
	owner.producers = append(owner.producers, one)
	r.tell(wire.PeerProducerCreateBroadcast, &wire.ProducerPush{ParticipantId: owner.id, ProducerState: one.state()}, r.everybody(owner))
}

// setProducerPaused is the owner's own switch; it is not answered.
func setProducerPaused(q *request, in *wire.ToggleProducer) error {
	var refusal error
	q.room.do(func() {
		one, ok := q.from.producer(in.GetProducerId())
		switch {
		case !ok:
			refusal = errNoSuchProducer
		case !in.GetPause():
			refusal = q.from.mayProduce(one)
		}
		if refusal == nil {
			q.room.setPaused(q.from, one, in.GetPause(), &q.from.id)
		}
	})
	return refusal
}

var errNoSuchProducer = errors.New("there is no such producer of this participant")

func closeProducer(q *request, in *wire.CloseProducerRequest) error {
	var one *producer
	q.room.do(func() { one, _ = q.from.producer(in.GetProducerId()) })
	if one == nil {
		return errNoSuchProducer
	}
	answer := &wire.DescriptionAnswer{}
	if one.hasTrack {
		sdp, err := q.from.socket.media.CloseProducer(q.life, one.id, in.GetDescription().GetSdp())
		if err != nil {
			return err
		}
		answer.Description = sdpAnswer(sdp)
	}
	q.room.do(func() {
		q.from.producers = slices.DeleteFunc(q.from.producers, func(other *producer) bool { return other == one })
		q.room.tell(wire.PeerProducerCloseBroadcast, &wire.ProducerPush{ParticipantId: q.from.id, ProducerState: one.state()}, q.room.everybody(q.from))
		q.reply(answer)
	})
	return nil
}

// consume offers the streams asked for. Those without a track here are marked
// so that the SDK does not ask again.
func consume(q *request, in *wire.ConsumeRequest) error {
	var wanted []*producer
	var refusal error
	q.room.do(func() {
		if q.from.presence != joined {
			refusal = errNotJoined
			return
		}
		wanted = q.room.producersAsked(in.GetRequests())
	})
	if refusal != nil {
		return refusal
	}
	tracks, offer, err := q.offerTracks(in.GetConsumingTransportId(), wanted)
	if err != nil {
		return err
	}
	answer := &wire.ConsumeAnswer{Status: true, ConsumerIdsMap: &wire.ConsumerMap{Map: map[string]*wire.Consumer{}}}
	if offer != "" {
		answer.Description = &wire.SessionDescription{Target: wire.SdpTarget_SDP_TARGET_SUBSCRIBER, Type: "offer", Sdp: offer}
	}
	for _, request := range in.GetRequests() {
		if id := request.GetProducerId(); id != "" {
			answer.ConsumerIdsMap.Map[id] = &wire.Consumer{ConsumerId: id, ErrorCode: noTrack()}
		}
	}
	q.room.do(func() {
		// States are read now: an older one would undo, at the receiver, a mute
		// that was told while the media engine worked.
		for _, one := range wanted {
			consumer := &wire.Consumer{ConsumerId: one.id, ProducerState: one.state(), ProducerTrack: tracks[one.id]}
			if consumer.ProducerTrack == nil {
				consumer.ErrorCode = noTrack()
			}
			answer.ConsumerIdsMap.Map[one.id] = consumer
		}
		q.reply(answer)
	})
	return nil
}

// offerTracks has the media engine offer what it has of the wanted producers:
// the tracks by producer id, and the offer, if there are any.
func (q *request) offerTracks(transportID string, wanted []*producer) (map[string]*wire.ProducerTrack, string, error) {
	var ids []string
	for _, one := range wanted {
		if one.hasTrack {
			ids = append(ids, one.id)
		}
	}
	if len(ids) == 0 {
		return nil, "", nil
	}
	found, offer, err := q.from.socket.media.Consume(q.life, transportID, ids)
	if err != nil {
		return nil, "", err
	}
	tracks := map[string]*wire.ProducerTrack{}
	for _, one := range found {
		if one.Err == nil {
			tracks[one.ProducerID] = &wire.ProducerTrack{TrackId: one.TrackID, ProducerId: one.ProducerID, StreamId: one.StreamID}
		}
	}
	return tracks, offer, nil
}

// noTrack is the error code that SDK 2.0.2 does not retry.
func noTrack() *string {
	code := "not_found_track_error"
	return &code
}

// producersAsked are all producers asked for, each once.
func (r *room) producersAsked(requests []*wire.ConsumeOne) []*producer {
	var found []*producer
	known := map[*producer]bool{}
	for _, request := range requests {
		for _, one := range r.producersFor(request) {
			if !known[one] {
				known[one] = true
				found = append(found, one)
			}
		}
	}
	return found
}

// producersFor is the producer asked for, or all of that participant.
func (r *room) producersFor(request *wire.ConsumeOne) []*producer {
	p, ok := r.joinedPerson(request.GetProducingPeerId())
	if !ok {
		return nil
	}
	if request.GetProducerId() == "" {
		return p.producers
	}
	one, ok := p.producer(request.GetProducerId())
	if !ok {
		return nil
	}
	return []*producer{one}
}

func closeConsumers(q *request, in *wire.CloseConsumersRequest) error {
	sdp, err := q.from.socket.media.CloseConsumers(q.life, in.GetConsumingTransportId(), in.GetConsumerIds(), in.GetDescription().GetSdp())
	if err != nil {
		return err
	}
	q.answerLater(&wire.DescriptionAnswer{Description: sdpAnswer(sdp)})
	return nil
}

// updateSimulcast accepts a wish that the media engine does not act on.
func updateSimulcast(q *request, _ *wire.Nothing) error {
	q.answerLater(&wire.Nothing{})
	return nil
}

// answerLater is reply for handlers that do not hold the room.
func (q *request) answerLater(answer proto.Message) {
	q.room.do(func() { q.reply(answer) })
}

func sdpAnswer(sdp string) *wire.SessionDescription {
	return &wire.SessionDescription{Type: "answer", Sdp: sdp}
}
