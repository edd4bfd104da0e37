package localroom

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// claims is what the SDK reads from a token.
type claims struct {
	MeetingID      string `json:"meetingId"`
	OrganizationID string `json:"orgId"`
	ParticipantID  string `json:"participantId"`
	TokenID        string `json:"jti"` // makes each token another one
}

const organization = "local"

// errBadToken says that this server did not issue the token.
var errBadToken = errors.New("the auth token was not issued by this server")

// tokenSigner issues and checks auth tokens.
type tokenSigner struct{ key [32]byte }

func newTokenSigner() *tokenSigner {
	signer := &tokenSigner{}
	rand.Read(signer.key[:]) // never fails
	return signer
}

var tokenHeader = base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`))

func (s *tokenSigner) issue(meeting, userID string) (string, error) {
	content, err := json.Marshal(claims{MeetingID: meeting, OrganizationID: organization, ParticipantID: userID, TokenID: rand.Text()})
	if err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	body := tokenHeader + "." + base64.RawURLEncoding.EncodeToString(plainASCII(content))
	return body + "." + s.sign(body), nil
}

func (s *tokenSigner) parse(token string) (claims, error) {
	var found claims
	end := strings.LastIndexByte(token, '.')
	if end < 0 || !hmac.Equal([]byte(token[end+1:]), []byte(s.sign(token[:end]))) {
		return found, errBadToken
	}
	_, middle, _ := strings.Cut(token[:end], ".")
	content, err := base64.RawURLEncoding.DecodeString(middle)
	if err != nil {
		return found, errBadToken
	}
	if err := json.Unmarshal(content, &found); err != nil {
		return claims{}, errBadToken
	}
	return found, nil
}

func (s *tokenSigner) sign(body string) string {
	mac := hmac.New(sha256.New, s.key[:])
	mac.Write([]byte(body))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// plainASCII escapes in JSON all that would give '-' or '_' in base64url: the
// SDK decodes the payload with atob, which knows neither.
func plainASCII(content []byte) []byte {
	var plain strings.Builder
	for _, r := range string(content) {
		if r < 0x7f && r != '>' && r != '?' && r != '~' {
			plain.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&plain, `\u%04x`, unit)
		}
	}
	return []byte(plain.String())
}
