package media

import (
	"testing"

	"github.com/pion/webrtc/v4"
	"github.com/stretchr/testify/require"
)

// FuzzDescription offers and answers with any description. What is taken for an
// offer is answered with one that can be read, and whatever came before, a
// browser's own offer is taken.
func FuzzDescription(f *testing.F) {
	engine, err := NewEngine()
	require.NoError(f, err)
	f.Cleanup(func() { require.NoError(f, engine.Close()) })
	good := firstOffer(f)
	f.Add(good)
	f.Add("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n")
	f.Add(good + "a=ssrc:1 cname:x\r\na=rid:f send\r\na=simulcast:send f\r\n")
	f.Fuzz(func(t *testing.T, sdp string) {
		session := engine.NewSession()
		defer session.Close()
		id, answer, err := session.CreateTransport(t.Context(), true, sdp)
		if err == nil {
			require.NotEmpty(t, id)
			_, err := (&webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}).Unmarshal()
			require.NoError(t, err)
			_ = session.Renegotiate(t.Context(), "", sdp) // an offer is no answer; it must only come back
			_, _ = session.CloseConsumers(t.Context(), "", []string{"0"}, sdp)
		}
		if id, _, err := session.CreateTransport(t.Context(), false, sdp); err == nil {
			_, _, _ = session.Produce(t.Context(), ProduceRequest{TransportID: id, Kind: Audio, Mid: "0", Offer: sdp})
		}
		_, _, err = session.CreateTransport(t.Context(), true, good)
		require.NoError(t, err)
	})
}
