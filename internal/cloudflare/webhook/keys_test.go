package webhook

import (
	"context"
	"crypto/rsa"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

// answers is what the address of the key answers.
func answers(status int, key *rsa.PrivateKey) func() (int, string) {
	return func() (int, string) { return status, published(key) }
}

// about is a report like ended, of another session.
func about(session string) string { return strings.ReplaceAll(ended, "s1", session) }

func TestTheKeyIsAskedForAtMostOnceAMinute(t *testing.T) {
	d := newDesk()
	key := testKey()
	synctest.Test(t, func(t *testing.T) {
		d.keys.publish(answers(0, key))
		require.Equal(t, 503, d.post(ended, sign(key, ended)))
		require.Equal(t, 503, d.post(ended, sign(key, ended)))
		require.Equal(t, 1, d.keys.count())

		d.keys.publish(answers(200, key))
		pass(betweenLooks)
		require.Equal(t, 200, d.post(ended, sign(key, ended)))
		require.Equal(t, 2, d.keys.count())

		pass(betweenLooks)
		for range 10 {
			require.Contains(t, []int{401, 503}, d.post(ended, sign(anotherKey(), ended)))
		}
		require.Equal(t, 3, d.keys.count(), "forgeries do not make us ask again and again")
	})
}

// What a forger's report has used up must not be the end of a genuine one.
func TestAForgersLookIsNoReasonToRefuseOthers(t *testing.T) {
	d := newDesk()
	before, after := testKey(), anotherKey()
	synctest.Test(t, func(t *testing.T) {
		require.Equal(t, 200, d.post(ended, sign(before, ended)))
		pass(betweenLooks)
		forger := newKey()
		require.Equal(t, 401, d.post(ended, sign(forger, ended)), "it was looked for this report")
		d.keys.publish(answers(200, after))
		second := about("s2")
		for range 5 {
			require.Equal(t, 503, d.post(second, sign(after, second)), "nobody has looked since it came")
			require.Equal(t, 503, d.post(ended, sign(forger, ended)))
		}
		require.Equal(t, 2, d.keys.count())
		pass(betweenLooks)
		require.Equal(t, 200, d.post(second, sign(after, second)), "only the genuine report comes again")
		require.Equal(t, 401, d.post(about("s3"), ""))
	})
}

// A forger who never stops is who has the new key fetched.
func TestForgeriesCannotKeepTheNewKeyOut(t *testing.T) {
	d := newDesk()
	before, after := testKey(), anotherKey()
	synctest.Test(t, func(t *testing.T) {
		require.Equal(t, 200, d.post(ended, sign(before, ended)))
		d.keys.publish(answers(200, after))
		forger := newKey()
		for range 70 {
			pass(betweenLooks / 60)
			d.post(ended, sign(forger, ended))
		}
		require.Equal(t, 2, d.keys.count())
		second := about("s2")
		require.Equal(t, 200, d.post(second, sign(after, second)))
		require.Equal(t, 2, d.keys.count())
	})
}

func TestAChangedKeyIsNoticed(t *testing.T) {
	d := newDesk()
	before, after := testKey(), anotherKey()
	synctest.Test(t, func(t *testing.T) {
		require.Equal(t, 200, d.post(ended, sign(before, ended)))
		second := about("s2")
		d.keys.publish(answers(0, after))
		pass(betweenLooks)
		require.Equal(t, 503, d.post(second, sign(after, second)), "it may be a new key, so it must come again")
		d.keys.publish(answers(200, after))
		pass(betweenLooks)
		require.Equal(t, 200, d.post(second, sign(after, second)))
	})
}

func TestReportsDoNotWaitForALookThatTheyDoNotNeed(t *testing.T) {
	d := newDesk()
	before, after := testKey(), anotherKey()
	synctest.Test(t, func(t *testing.T) {
		require.Equal(t, 200, d.post(ended, sign(before, ended)))
		pass(betweenLooks)
		release := make(chan struct{})
		d.keys.publish(func() (int, string) {
			<-release
			return 200, published(after)
		})
		second, third := about("s2"), about("s3")
		first := make(chan int, 3)
		go func() { first <- d.post(second, sign(after, second)) }()
		synctest.Wait()
		later := make(chan int, 2)
		go func() { later <- d.post(third, sign(after, third)) }()
		go func() { later <- d.post(third, sign(newKey(), third)) }()
		synctest.Wait()

		fourth := about("s4")
		require.Equal(t, 200, d.post(fourth, sign(before, fourth)), "the known key is enough for it")

		close(release)
		require.Equal(t, 200, <-first)
		require.ElementsMatch(t, []int{200, 503}, []int{<-later, <-later}, "the forgery came after the look had begun")
		require.Equal(t, 2, d.keys.count(), "they share one look")
	})
}

func TestWhoHangsUpWaitsForNoKey(t *testing.T) {
	d := newDesk()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		d.keys.publish(func() (int, string) {
			<-release
			return 200, published(testKey())
		})
		ctx, hangUp := context.WithCancel(t.Context())
		answered := make(chan int)
		go func() {
			request := httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(ended))
			request.Header.Set("rtk-signature", sign(testKey(), ended))
			answer := httptest.NewRecorder()
			d.ServeHTTP(answer, request)
			answered <- answer.Code
		}()
		synctest.Wait()
		hangUp()
		require.Equal(t, 503, <-answered)
		close(release)
		synctest.Wait()
		require.Equal(t, 200, d.signed(ended), "the key that came meanwhile is for the next one")
		require.Equal(t, 1, d.keys.count())
	})
}

func TestAnOldKey(t *testing.T) {
	d := newDesk()
	before, after := testKey(), anotherKey()
	synctest.Test(t, func(t *testing.T) {
		require.Equal(t, 200, d.post(ended, sign(before, ended)))
		release := make(chan struct{})
		d.keys.publish(func() (int, string) {
			<-release
			return 500, ""
		})
		pass(keyLasts)
		second, third := about("s2"), about("s3")
		require.Equal(t, 200, d.post(second, sign(before, second)), "it need not wait while the key is asked for anew")
		synctest.Wait()
		require.Equal(t, 2, d.keys.count())
		close(release)

		pass(keyIsOld)
		require.Equal(t, 200, d.post(third, sign(before, third)), "an old key is better than none")
		require.Equal(t, 3, d.keys.count())

		pass(betweenLooks)
		d.keys.publish(answers(200, after))
		fourth := about("s4")
		require.Equal(t, 401, d.post(fourth, sign(before, fourth)), "a key that nobody has confirmed for so long is asked for first")
	})
}

func TestClosedKeysAskNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := make(chan struct{})
		keys := NewKeys("https://example.com/key", &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			close(begun)
			<-r.Context().Done()
			return nil, r.Context().Err()
		})})
		verified := make(chan error)
		go func() { verified <- keys.verify(t.Context(), []byte(ended), sign(testKey(), ended)) }()
		<-begun
		keys.Close()
		require.ErrorIs(t, <-verified, errNoKey)
		pass(betweenLooks)
		require.ErrorIs(t, keys.verify(t.Context(), []byte(ended), sign(testKey(), ended)), errNoKey)
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestPublishedKeys(t *testing.T) {
	text := published(testKey())
	_, err := parseKey(strings.ReplaceAll(text, "\n", `\n`))
	require.NoError(t, err, "line breaks that were escaped twice")
	for _, wrong := range []string{"", "hello", strings.Replace(text, "MII", "AAA", 1)} {
		_, err := parseKey(wrong)
		require.Error(t, err)
	}
}
