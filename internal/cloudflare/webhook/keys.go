package webhook

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	keyLasts     = time.Hour     // then it is asked for anew
	keyIsOld     = 2 * time.Hour // then reports wait for that
	betweenLooks = time.Minute
)

var (
	errBadSignature = errors.New("the signature is not RealtimeKit's")
	errNoKey        = errors.New("RealtimeKit's key cannot be had now")
	errJustLooked   = fmt.Errorf("%w: the signature does not fit the known one, and it is asked for at most once a minute", errNoKey)
)

// Keys checks signatures with the published key. It asks for the key when it is
// first needed, each hour, and when a signature does not fit, but at most once a
// minute: reports that come meanwhile share the answer. It may be used from any
// goroutine; call Close in the end.
type Keys struct {
	url  string
	http *http.Client
	life context.Context // ends with Close
	end  context.CancelFunc

	mu      sync.Mutex // never held while the key is asked for
	key     *rsa.PublicKey
	came    time.Time // when key did
	last    *look     // nil before the first
	looks   int       // how many were begun
	running sync.WaitGroup
}

// look is one time that the key is asked for.
type look struct {
	number int
	began  time.Time
	done   chan struct{} // closed when it has ended
	err    error         // once it has
}

// NewKeys checks with the key at that address. A nil client means one that
// follows no redirects.
func NewKeys(url string, client *http.Client) *Keys {
	if client == nil {
		client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	k := &Keys{url: url, http: client}
	k.life, k.end = context.WithCancel(context.Background())
	return k
}

// Close ends a look that is under way and waits for it; then there are no more.
func (k *Keys) Close() {
	k.mu.Lock()
	k.end()
	k.mu.Unlock()
	k.running.Wait()
}

// verify checks the rtk-signature header of a body: base64 of an RSA PKCS #1
// v1.5 signature of its SHA-256. Errors: errBadSignature, errNoKey.
//
// A signature that the known key does not fit may be of a new key. So it is bad
// only when a look that began after the report arrived has not brought one that
// fits: else whoever sends forgeries would have genuine reports refused.
func (k *Keys) verify(ctx context.Context, body []byte, signature string) error {
	raw, err := base64.StdEncoding.DecodeString(signature)
	if err != nil || len(raw) == 0 {
		return errBadSignature
	}
	digest := sha256.Sum256(body)
	key, age, looks := k.known()
	known := fits(key, digest, raw)
	if known && age < keyLasts {
		return nil
	}
	look := k.look()
	if known && age < keyIsOld {
		return nil
	}
	select {
	case <-look.done:
	case <-ctx.Done():
		return fmt.Errorf("%w: whoever sent the report did not wait for it", errNoKey)
	}
	key, _, _ = k.known()
	switch {
	case fits(key, digest, raw):
		return nil
	case look.err != nil:
		return look.err
	case look.number <= looks:
		return errJustLooked
	}
	return errBadSignature
}

func fits(key *rsa.PublicKey, digest [sha256.Size]byte, signature []byte) bool {
	return key != nil && rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature) == nil
}

// known is the key there is, or nil, for how long, and how many looks were begun so far.
func (k *Keys) known() (key *rsa.PublicKey, age time.Duration, looks int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.key, time.Since(k.came), k.looks
}

// look begins to ask for the key, and returns that; but while a look is under
// way or less than a minute old, it returns that one.
func (k *Keys) look() *look {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last != nil && time.Since(k.last.began) < betweenLooks {
		return k.last
	}
	k.looks++
	begun := &look{number: k.looks, began: time.Now(), done: make(chan struct{})}
	k.last = begun
	if k.life.Err() != nil {
		begun.err = fmt.Errorf("%w: it is asked for no more", errNoKey)
		close(begun.done)
		return begun
	}
	k.running.Go(func() { k.ask(begun) })
	return begun
}

// ask ends a look. When it brings no key, the one there is stays.
func (k *Keys) ask(look *look) {
	defer close(look.done)
	ctx, cancel := context.WithTimeout(k.life, askTimeout)
	defer cancel()
	key, err := askForKey(ctx, k.http, k.url)
	if err != nil {
		look.err = fmt.Errorf("%w: %w", errNoKey, err)
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.key, k.came = key, time.Now()
}
