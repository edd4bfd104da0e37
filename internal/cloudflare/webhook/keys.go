package webhook

import (
	"context"
	"crypto"
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
	"strings"
	"sync"
	"time"
)

// PublishedKey is where RealtimeKit publishes the key it signs with.
const PublishedKey = "https://api.realtime.cloudflare.com/.well-known/webhooks.json"

const (
	keyLasts     = time.Hour
	betweenTries = time.Minute
	fetchTimeout = 10 * time.Second
	largestKey   = 64 << 10
)

var (
	errBadSignature = errors.New("the signature is not RealtimeKit's")
	errNoKey        = errors.New("RealtimeKit's key cannot be had now")
)

// Keys checks signatures with the published key. It fetches the key when it is
// first needed, each hour, and when a signature does not fit, but at most once a
// minute. It may be used from any goroutine.
type Keys struct {
	url  string
	http *http.Client

	mu      sync.Mutex
	key     *rsa.PublicKey
	fetched time.Time // when key came
	tried   time.Time // when it was last asked for
	outcome error     // of that
}

// NewKeys checks with the key at that address. A nil client means one that
// follows no redirects.
func NewKeys(url string, client *http.Client) *Keys {
	if client == nil {
		client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	return &Keys{url: url, http: client}
}

// verify checks the rtk-signature header of a body: base64 of an RSA PKCS #1
// v1.5 signature of its SHA-256. Errors: errBadSignature, errNoKey.
func (k *Keys) verify(ctx context.Context, body []byte, signature string) error {
	raw, err := base64.StdEncoding.DecodeString(signature)
	if err != nil || len(raw) == 0 {
		return errBadSignature
	}
	digest := sha256.Sum256(body)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.key == nil || time.Since(k.fetched) >= keyLasts {
		if err := k.fetch(ctx); k.key == nil {
			return err
		}
	}
	if rsa.VerifyPKCS1v15(k.key, crypto.SHA256, digest[:], raw) == nil {
		return nil
	}
	if err := k.fetch(ctx); err != nil {
		return err // it may have been changed
	}
	if rsa.VerifyPKCS1v15(k.key, crypto.SHA256, digest[:], raw) != nil {
		return errBadSignature
	}
	return nil
}

// fetch asks for the key; within a minute of the last time it knows the outcome.
func (k *Keys) fetch(ctx context.Context) error {
	if !k.tried.IsZero() && time.Since(k.tried) < betweenTries {
		return k.outcome
	}
	k.tried, k.outcome = time.Now(), nil
	// Whoever sent the report may hang up; the key is for the next one too.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchTimeout)
	defer cancel()
	key, err := k.download(ctx)
	if err != nil {
		k.outcome = fmt.Errorf("%w: %w", errNoKey, err)
		return k.outcome
	}
	k.key, k.fetched = key, time.Now()
	return nil
}

func (k *Keys) download(ctx context.Context) (*rsa.PublicKey, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, k.url, nil)
	if err != nil {
		return nil, err
	}
	response, err := k.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", k.url, response.Status)
	}
	var answer struct {
		Data struct {
			PublicKey string `json:"publicKey"`
		} `json:"data"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, largestKey)).Decode(&answer); err != nil {
		return nil, fmt.Errorf("%s: %w", k.url, err)
	}
	return parseKey(answer.Data.PublicKey)
}

// parseKey reads PEM, also when its line breaks were escaped twice.
func parseKey(text string) (*rsa.PublicKey, error) {
	block, _ := pem.Decode([]byte(strings.ReplaceAll(text, `\n`, "\n")))
	if block == nil {
		return nil, errors.New("the published key is not PEM")
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("the published key: %w", err)
	}
	key, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("the published key is %T, want RSA", parsed)
	}
	return key, nil
}
