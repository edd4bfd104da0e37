package webhook

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

const ended = `{"event":"meeting.ended","meeting":{"id":"m1","sessionId":"s1","title":"Stand-up","status":"LIVE","organizedBy":{"id":"app"}},"reason":"HOST_ENDED_MEETING"}`

var (
	testKey    = sync.OnceValue(newKey)
	anotherKey = sync.OnceValue(newKey)
)

// pass lets time pass; in a synctest bubble that takes none.
func pass(d time.Duration) { <-time.After(d) }

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

func sign(key *rsa.PrivateKey, body string) string {
	digest := sha256.Sum256([]byte(body))
	signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:])
	if err != nil {
		panic(err)
	}
	return base64.StdEncoding.EncodeToString(signature)
}

func published(key *rsa.PrivateKey) string {
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// keyServer is where the key is published, without a network.
type keyServer struct {
	mu      sync.Mutex
	answer  func() (int, string)
	fetches int
}

// publish changes the answer.
func (s *keyServer) publish(answer func() (int, string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = answer
}

// count is how often the key was asked for.
func (s *keyServer) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fetches
}

func (s *keyServer) RoundTrip(*http.Request) (*http.Response, error) {
	s.mu.Lock()
	s.fetches++
	answer := s.answer
	s.mu.Unlock()
	status, key := answer()
	if status == 0 {
		return nil, errors.New("no network")
	}
	content, err := json.Marshal(map[string]any{"success": true, "data": map[string]string{"publicKey": key}})
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: status, Body: io.NopCloser(bytes.NewReader(content))}, nil
}

// desk is a receiver with all that it needs.
type desk struct {
	*Receiver
	keys    *keyServer
	mu      sync.Mutex
	handled []Report
	fails   error
	log     []string
}

func newDesk() *desk {
	d := &desk{keys: &keyServer{answer: func() (int, string) { return 200, published(testKey()) }}}
	d.Receiver = NewReceiver(Options{
		Keys:  NewKeys("https://example.com/key", &http.Client{Transport: d.keys}),
		Known: Only("m1"),
		Handle: func(_ context.Context, report Report) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			if d.fails == nil {
				d.handled = append(d.handled, report)
			}
			return d.fails
		},
		Log: func(line string) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.log = append(d.log, line)
		},
	})
	return d
}

func (d *desk) post(body, signature string, header ...string) int {
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	request.Header.Set("rtk-signature", signature)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer := httptest.NewRecorder()
	d.ServeHTTP(answer, request)
	return answer.Code
}

func (d *desk) signed(body string, header ...string) int {
	return d.post(body, sign(testKey(), body), header...)
}

func TestAReportIsTaken(t *testing.T) {
	d := newDesk()
	require.Equal(t, 200, d.signed(ended))
	require.Len(t, d.handled, 1)
	require.Equal(t, Event{Name: MeetingEnded, MeetingID: "m1", SessionID: "s1", Title: "Stand-up", OrganizerID: "app", Reason: "HOST_ENDED_MEETING"}, d.handled[0].Event)
	require.Equal(t, ended, string(d.handled[0].Body))
	require.Empty(t, d.log)
}

func TestOnlyRealtimeKitIsBelieved(t *testing.T) {
	d := newDesk()
	good := sign(testKey(), ended)
	digest := sha256.Sum256([]byte(ended))
	pss, err := rsa.SignPSS(rand.Reader, testKey(), crypto.SHA256, digest[:], nil)
	require.NoError(t, err)
	synctest.Test(t, func(t *testing.T) {
		for name, forged := range map[string][2]string{
			"no signature":  {ended, ""},
			"not base64":    {ended, "!!!"},
			"another key":   {ended, sign(anotherKey(), ended)},
			"another body":  {ended + " ", good},
			"another kind":  {ended, base64.StdEncoding.EncodeToString(pss)},
			"half of it":    {ended, good[:40]},
			"an empty body": {"", good},
		} {
			require.Equal(t, 401, d.post(forged[0], forged[1]), name)
			pass(betweenLooks)
		}
	})
	require.Empty(t, d.handled)
}

func TestWhatIsNoReport(t *testing.T) {
	d := newDesk()
	for _, body := range []string{`{`, `[]`, `{}`, `{"event":"meeting.ended"}`, `{"meeting":{"id":"m1"}}`, `{"event":1,"meeting":{"id":"m1"}}`} {
		require.Equal(t, 400, d.signed(body), body)
	}
	require.Equal(t, 413, d.signed(strings.Repeat(" ", largestReport+1)))
	answer := httptest.NewRecorder()
	d.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
	require.Equal(t, 405, answer.Code)
	require.Equal(t, "POST", answer.Header().Get("Allow"))
	require.Empty(t, d.handled)
}

func TestReportsAboutOthersMeetingsAreRefused(t *testing.T) {
	d := newDesk()
	require.Equal(t, 403, d.signed(strings.ReplaceAll(ended, "m1", "m2")))
	d.options.Known = func(context.Context, string) (bool, error) { return false, errors.New("cannot ask now") }
	require.Equal(t, 503, d.signed(ended))
	require.Empty(t, d.handled)
}

func TestAReportIsTakenOnce(t *testing.T) {
	d := newDesk()
	require.Equal(t, 200, d.signed(ended, "rtk-uuid", "u1"))
	require.Equal(t, 200, d.signed(ended, "rtk-uuid", "u2"), "the same body")
	require.Equal(t, 200, d.signed(strings.ReplaceAll(ended, "Stand-up", "Renamed"), "rtk-uuid", "u3"), "the same session")
	require.Len(t, d.handled, 1)

	joined := func(peer string) string {
		return fmt.Sprintf(`{"event":"meeting.participantJoined","meeting":{"id":"m1","sessionId":"s1"},"participant":{"peerId":%q}}`, peer)
	}
	require.Equal(t, 200, d.signed(joined("p1"), "rtk-uuid", "u4"))
	require.Equal(t, 200, d.signed(joined("p2"), "rtk-uuid", "u5"))
	require.Len(t, d.handled, 3)
}

// The header is not signed: whoever passes reports on could set it.
func TestTheIDOfADeliveryMakesNoTwoReportsOne(t *testing.T) {
	d := newDesk()
	for _, peer := range []string{"p1", "p2"} {
		joined := fmt.Sprintf(`{"event":"meeting.participantJoined","meeting":{"id":"m1","sessionId":"s1"},"participant":{"peerId":%q}}`, peer)
		require.Equal(t, 200, d.signed(joined, "rtk-uuid", "u1"))
	}
	require.Len(t, d.handled, 2)
}

func TestWhatCouldNotBeHandledComesAgain(t *testing.T) {
	d := newDesk()
	d.fails = errors.New("the server is away")
	require.Equal(t, 503, d.signed(ended))
	d.fails = nil
	require.Equal(t, 200, d.signed(ended))
	require.Len(t, d.handled, 1)
}

func TestAReportInHandIsNotHandledTwice(t *testing.T) {
	d := newDesk()
	begun, finish := make(chan struct{}), make(chan struct{})
	d.options.Handle = func(context.Context, Report) error {
		close(begun)
		<-finish
		return nil
	}
	first := make(chan int)
	go func() { first <- d.signed(ended) }()
	<-begun
	require.Equal(t, 503, d.signed(ended), "it may still fail, so it must come again")
	close(finish)
	require.Equal(t, 200, <-first)
	require.Equal(t, 200, d.signed(ended))
}

func TestTheLedgerForgetsTheOldest(t *testing.T) {
	var l ledger
	for i := range longestLedger + 1 {
		mark := []string{fmt.Sprint(i)}
		require.Equal(t, unseen, l.open(mark))
		l.close(mark, true)
	}
	require.Len(t, l.entries, longestLedger)
	require.Equal(t, unseen, l.open([]string{"0"}))
	require.Equal(t, taken, l.open([]string{"1"}))
}

func TestKnownMeetingsAreRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		var trouble error
		known := Asked(func(_ context.Context, meeting string) (bool, error) {
			asked++
			return meeting == "m1", trouble
		})
		for range 2 {
			ours, err := known(t.Context(), "m1")
			require.NoError(t, err)
			require.True(t, ours)
			ours, err = known(t.Context(), "m2")
			require.NoError(t, err)
			require.False(t, ours)
		}
		require.Equal(t, 2, asked)
		pass(answerLasts)
		trouble = errors.New("away")
		_, err := known(t.Context(), "m1")
		require.ErrorIs(t, err, trouble)
	})
}

func TestOneMeetingThatIsAskedAboutDoesNotHoldUpAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := map[string]int{}
		release := make(chan struct{})
		known := Asked(func(_ context.Context, meeting string) (bool, error) {
			asked[meeting]++
			if meeting == "slow" {
				<-release
			}
			return true, nil
		})
		_, err := known(t.Context(), "m1")
		require.NoError(t, err)
		answers := make(chan bool, 2)
		for range 2 {
			go func() {
				ours, _ := known(t.Context(), "slow")
				answers <- ours
			}()
			synctest.Wait()
		}
		ours, err := known(t.Context(), "m1")
		require.NoError(t, err)
		require.True(t, ours)
		ctx, hangUp := context.WithCancel(t.Context())
		hangUp()
		_, err = known(ctx, "slow")
		require.ErrorIs(t, err, context.Canceled)
		close(release)
		require.True(t, <-answers)
		require.True(t, <-answers)
		require.Equal(t, map[string]int{"m1": 1, "slow": 1}, asked)
	})
}

func TestStrangersCannotMakeUsAskWithoutEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		known := Asked(func(context.Context, string) (bool, error) {
			asked++
			return false, nil
		})
		for i := range 3 * questionsAtOnce {
			_, err := known(t.Context(), fmt.Sprint(i))
			require.Equal(t, i >= questionsAtOnce, err != nil)
		}
		require.Equal(t, questionsAtOnce, asked)
		_, err := known(t.Context(), "0")
		require.NoError(t, err, "what is remembered is not asked")
		pass(time.Second)
		_, err = known(t.Context(), "m1")
		require.NoError(t, err)
	})
}

func TestEventsAreRead(t *testing.T) {
	for body, want := range map[string]Event{
		`{"event":"meeting.participantLeft","meeting":{"id":"m1","sessionId":"s1"},"participant":{"peerId":"p","userDisplayName":"Bob","customParticipantId":"bob","leftAt":"t"}}`: {
			Name: "meeting.participantLeft", MeetingID: "m1", SessionID: "s1",
			Participant: &Participant{PeerID: "p", Name: "Bob", CustomID: "bob", LeftAt: "t"},
		},
		`{"event":"recording.statusUpdate","recording":{"recordingId":"r","status":"UPLOADED","downloadUrl":"https://secret","meetingId":"m1","roomUUID":"s1","fileSize":"12"}}`: {
			Name: "recording.statusUpdate", MeetingID: "m1", SessionID: "s1", Recording: &Status{"r", "UPLOADED"},
		},
		`{"event":"livestreaming.statusUpdate","streamId":"l","status":"LIVE","streamKey":"secret","meeting":{"id":"m1"}}`: {
			Name: "livestreaming.statusUpdate", MeetingID: "m1", Livestream: &Status{"l", "LIVE"},
		},
		`{"event":"meeting.chatSynced","sessionId":"s1","meetingId":"m1","title":"T","chatDownloadUrl":"https://secret"}`: {
			Name: "meeting.chatSynced", MeetingID: "m1", SessionID: "s1", Title: "T",
		},
		`{"event":"meeting.novelty","meeting":{"id":"m1"}}`: {Name: "meeting.novelty", MeetingID: "m1"},
	} {
		event, err := parse([]byte(body))
		require.NoError(t, err)
		require.Equal(t, want, event)
		shown, err := json.Marshal(event)
		require.NoError(t, err)
		require.NotContains(t, string(shown), "secret")
	}
}

func TestReportsArePassedOn(t *testing.T) {
	status := 204
	var got []string
	own := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		got = append(got, r.Header.Get("rtk-uuid")+" "+r.Header.Get("Cookie")+string(body))
		if status == 302 {
			http.Redirect(w, r, "/elsewhere", status)
			return
		}
		w.WriteHeader(status)
	}))
	defer own.Close()
	d := newDesk()
	d.options.Handle = Forward(own.URL)
	require.Equal(t, 200, d.signed(ended, "rtk-uuid", "u1", "Cookie", "c=1"))
	require.Equal(t, []string{"u1 " + ended}, got, "as it was signed, and no other headers")
	for _, status = range []int{302, 404, 500} {
		require.Equal(t, 503, d.signed(strings.ReplaceAll(ended, "s1", "s2")))
	}
	require.Len(t, got, 4)
	own.Close()
	require.Equal(t, 503, d.signed(strings.ReplaceAll(ended, "s1", "s2")))
}
