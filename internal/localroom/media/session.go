package media

import (
	"context"
	"fmt"
	"sync"
)

// Session is the media of one participant. Every method may be called
// from any goroutine; calls on one session run one after the other.
//
// Only CreateTransport waits for something, and so looks at its context.
// All methods but Close return [ErrClosed] once the session is closed. A refused
// description leaves the session usable; it may cost the transport it was for,
// which then gives [ErrNoTransport].
type Session struct {
	engine *Engine

	mu        sync.Mutex
	closed    bool
	sending   *sendTransport
	receiving *receiveTransport
}

// CreateTransport answers the browser's first offer for a transport on which the
// browser receives (consuming) or sends. It replaces the session's earlier
// transport of that direction, with all that was on it: the SDK makes a new one
// only when it has given up the old one. The context bounds the gathering of
// candidates. Errors: the offer is not usable, or the context's own.
func (s *Session) CreateTransport(ctx context.Context, consuming bool, offerSDP string) (transportID, answerSDP string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return "", "", ErrClosed
	}
	connection, answerSDP, err := newConnection(ctx, s.engine.api, offerSDP)
	if err != nil {
		return "", "", err
	}
	if consuming {
		s.closeReceiving()
		s.receiving = newReceiveTransport(connection)
	} else {
		s.closeSending()
		s.sending = newSendTransport(connection, s.engine)
	}
	return connection.id, answerSDP, nil
}

// ProduceRequest asks to forward one more track of the browser.
type ProduceRequest struct {
	TransportID string // empty: the session's only sending transport
	Kind        Kind
	Mid         string // of the m-line in Offer that carries the track
	MSID        string // as in that m-line; tracks of one stream are played in step
	Offer       string
}

// Produce answers an offer with one more track and makes that track available to
// Consume at once, before its first packet. Producers that the offer makes
// inactive are gone. Errors: [ErrNoTransport], or the offer is not usable.
func (s *Session) Produce(_ context.Context, request ProduceRequest) (producerID, answerSDP string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	transport, err := s.sendingTransport(request.TransportID)
	if err != nil {
		return "", "", err
	}
	defer func() {
		if err != nil && transport.stuck() {
			s.closeSending()
		}
	}()
	return transport.produce(request)
}

// CloseProducer ends a producer and answers the offer in which the browser
// stops sending it. Errors: [ErrNoTrack] when it is not this session's,
// [ErrNoTransport], or the offer is not usable; the producer is gone even then.
func (s *Session) CloseProducer(_ context.Context, producerID, offerSDP string) (answerSDP string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	transport, err := s.sendingTransport("")
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil && transport.stuck() {
			s.closeSending()
		}
	}()
	return transport.closeProducer(producerID, offerSDP)
}

// Consumer tells where a producer's copy is to be found in the offer of Consume.
type Consumer struct {
	ProducerID string
	Mid        string
	TrackID    string
	StreamID   string // always the mid: SDK 2.0.2 looks the track up by it
	Err        error  // ErrNoTrack when the producer is not known here; the rest is empty then
}

// Consume adds a track for each producer that is not yet received and returns the
// offer that the browser has to answer through Renegotiate. There is one Consumer per id, in the order
// asked. The offer is empty when none of the producers is known. Errors:
// [ErrNoTransport], [ErrUnanswered].
func (s *Session) Consume(_ context.Context, transportID string, producerIDs []string) (consumers []Consumer, offerSDP string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	transport, err := s.receivingTransport(transportID)
	if err != nil {
		return nil, "", err
	}
	producers := make([]*producer, len(producerIDs))
	for i, id := range producerIDs {
		producers[i], _ = s.engine.producer(id)
	}
	sent, offerSDP, err := transport.consume(producers)
	if err != nil {
		return nil, "", err
	}
	for i, id := range producerIDs {
		consumer := Consumer{ProducerID: id, Err: ErrNoTrack}
		if sent[i] != nil {
			mid := sent[i].Mid()
			consumer = Consumer{ProducerID: id, Mid: mid, TrackID: producers[i].track.ID(), StreamID: mid}
		}
		consumers = append(consumers, consumer)
	}
	return consumers, offerSDP, nil
}

// Renegotiate takes the browser's answer to the offer of Consume. Errors:
// [ErrNoTransport], or the answer is not usable.
func (s *Session) Renegotiate(_ context.Context, transportID, answerSDP string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	transport, err := s.receivingTransport(transportID)
	if err != nil {
		return err
	}
	return transport.renegotiate(answerSDP)
}

// CloseConsumers ends the consumers with these mids and answers the offer in
// which the browser stops receiving them. Unknown mids are nothing to close.
// Errors: [ErrNoTransport], [ErrUnanswered], or the offer is not usable.
func (s *Session) CloseConsumers(_ context.Context, transportID string, mids []string, offerSDP string) (answerSDP string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	transport, err := s.receivingTransport(transportID)
	if err != nil {
		return "", err
	}
	if transport.unanswered() {
		return "", ErrUnanswered
	}
	defer func() {
		if err != nil && transport.stuck() {
			s.closeReceiving()
		}
	}()
	return transport.closeConsumers(mids, offerSDP)
}

// Close ends both transports and waits until nothing of them runs any more.
// Closing twice does nothing.
func (s *Session) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.closeSending()
	s.closeReceiving()
	s.engine.forget(s)
}

func (s *Session) closeSending() {
	if s.sending != nil {
		s.sending.close()
		s.sending = nil
	}
}

func (s *Session) closeReceiving() {
	if s.receiving != nil {
		s.receiving.close()
		s.receiving = nil
	}
}

func (s *Session) sendingTransport(id string) (*sendTransport, error) {
	switch {
	case s.closed:
		return nil, ErrClosed
	case s.sending == nil:
		return nil, fmt.Errorf("%w: the session has none to send on", ErrNoTransport)
	case id != "" && id != s.sending.id:
		return nil, fmt.Errorf("%w: %q is not the session's sending transport", ErrNoTransport, id)
	}
	return s.sending, nil
}

func (s *Session) receivingTransport(id string) (*receiveTransport, error) {
	switch {
	case s.closed:
		return nil, ErrClosed
	case s.receiving == nil:
		return nil, fmt.Errorf("%w: the session has none to receive on", ErrNoTransport)
	case id != "" && id != s.receiving.id:
		return nil, fmt.Errorf("%w: %q is not the session's receiving transport", ErrNoTransport, id)
	}
	return s.receiving, nil
}
