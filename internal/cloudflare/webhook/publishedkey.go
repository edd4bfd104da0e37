package webhook

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// PublishedKey is where RealtimeKit publishes the key it signs with.
const PublishedKey = "https://api.realtime.cloudflare.com/.well-known/webhooks.json"

const (
	askTimeout    = 10 * time.Second
	largestAnswer = 64 << 10

	largestKeyBits = 16 << 10
)

// askForKey gets the key that is published at an address. No error tells the
// address, which may hold secrets, beyond its host.
func askForKey(ctx context.Context, client *http.Client, url string) (*rsa.PublicKey, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, errors.New("its address is none")
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, errors.New(trouble(err))
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", request.URL.Host, response.Status)
	}
	content, err := io.ReadAll(io.LimitReader(response.Body, largestAnswer))
	if err != nil {
		return nil, errors.New(trouble(err))
	}
	return parseAnswer(content)
}

// parseAnswer reads {"data": {"publicKey": "PEM"}}.
func parseAnswer(content []byte) (*rsa.PublicKey, error) {
	var answer struct {
		Data struct {
			PublicKey string `json:"publicKey"`
		} `json:"data"`
	}
	if err := json.Unmarshal(content, &answer); err != nil {
		return nil, fmt.Errorf("what should be the published key: %w", err)
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
	if err := checkKey(key); err != nil {
		return nil, err
	}
	return key, nil
}

// checkKey refuses keys that crypto/rsa would use for no signature, or for long.
func checkKey(key *rsa.PublicKey) error {
	if key.N.BitLen() > largestKeyBits {
		return fmt.Errorf("the published key has %d bits, want at most %d", key.N.BitLen(), largestKeyBits)
	}
	err := rsa.VerifyPKCS1v15(key, crypto.SHA256, make([]byte, sha256.Size), make([]byte, key.Size()))
	if !errors.Is(err, rsa.ErrVerification) {
		return fmt.Errorf("the published key: %w", err)
	}
	return nil
}
