package kitapi

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
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gavel-rtc/gavel/internal/localroom"
)

const (
	mailRoom        = 1000 // notices that wait; more are lost
	deliveryTries   = 3
	deliveryPause   = 200 * time.Millisecond // doubles
	deliveryTimeout = 5 * time.Second
)

// signingKey signs deliveries as RealtimeKit does: RSA PKCS #1 v1.5 over the
// SHA-256 of the body.
type signingKey struct {
	key *rsa.PrivateKey
	pem string
}

func newSigningKey() *signingKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic("kitapi: " + err.Error()) // the system has no randomness
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic("kitapi: " + err.Error()) // an RSA key always marshals
	}
	return &signingKey{key, string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))}
}

func (k *signingKey) sign(body []byte) (string, error) {
	digest := sha256.Sum256(body)
	signature, err := rsa.SignPKCS1v15(nil, k.key, crypto.SHA256, digest[:])
	return base64.StdEncoding.EncodeToString(signature), err
}

func newWebhooks(app string) *webhooks {
	return &webhooks{
		app:     app,
		timeout: deliveryTimeout,
		key:     sync.OnceValue(newSigningKey), // takes a moment, and few need it
		mail:    make(chan localroom.Notice, mailRoom),
		way:     loopbackOnly(),
		stopped: make(chan struct{}),
	}
}

// watch delivers what happens in the room until close.
func (h *webhooks) watch(room *localroom.Server) {
	ctx, stop := context.WithCancel(context.Background())
	h.stop = stop
	h.unwatch = room.Subscribe(func(notice localroom.Notice) {
		select {
		case h.mail <- notice:
		default:
		}
	})
	go h.deliverAll(ctx)
}

func (h *webhooks) close() {
	h.unwatch()
	h.stop()
	<-h.stopped
	h.way.CloseIdleConnections()
}

func (h *webhooks) publishKey(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, map[string]any{"success": true, "message": "", "data": map[string]string{"publicKey": h.key().pem}})
}

func (h *webhooks) deliverAll(ctx context.Context) {
	defer close(h.stopped)
	for {
		select {
		case <-ctx.Done():
			return
		case notice := <-h.mail:
			for _, to := range h.all() {
				if to.Enabled && slices.Contains(to.Events, string(notice.Kind)) {
					h.deliver(ctx, to, notice)
				}
			}
		}
	}
}

// deliver tries again after a 5xx or no answer, as the service does.
func (h *webhooks) deliver(ctx context.Context, to webhook, notice localroom.Notice) {
	body, err := json.Marshal(h.report(notice))
	if err != nil {
		return
	}
	signature, err := h.key().sign(body)
	if err != nil {
		return
	}
	id := rand.Text()
	client := &http.Client{Timeout: h.timeout, Transport: h.way, CheckRedirect: stayHere}
	for try := range deliveryTries {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, to.URL, bytes.NewReader(body))
		if err != nil {
			return
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("rtk-signature", signature)
		request.Header.Set("rtk-uuid", id)
		request.Header.Set("rtk-webhook-id", to.ID)
		response, err := client.Do(request)
		if err == nil {
			_ = response.Body.Close() // nothing is read from it
			if response.StatusCode < http.StatusInternalServerError {
				return
			}
		}
		pause := time.NewTimer(deliveryPause << try)
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return
		}
	}
}

// report is the body of a delivery, as documented.
func (h *webhooks) report(notice localroom.Notice) map[string]any {
	session := notice.Session
	meeting := map[string]any{
		"id":          session.MeetingID,
		"sessionId":   session.ID,
		"title":       session.MeetingTitle,
		"roomName":    session.MeetingID,
		"status":      "LIVE", // in meeting.ended too
		"createdAt":   session.StartedAt,
		"startedAt":   session.StartedAt,
		"organizedBy": map[string]string{"id": h.app, "name": "Local room"},
	}
	report := map[string]any{"event": notice.Kind, "meeting": meeting}
	switch notice.Kind {
	case localroom.MeetingEnded:
		meeting["endedAt"] = session.EndedAt
		report["reason"] = notice.Reason
	case localroom.ParticipantJoined, localroom.ParticipantLeft:
		who := notice.Participant
		participant := map[string]any{
			"peerId":              who.PeerID,
			"userDisplayName":     who.Name,
			"customParticipantId": who.CustomParticipantID,
			"clientSpecificId":    who.CustomParticipantID,
			"joinedAt":            who.JoinedAt,
		}
		if notice.Kind == localroom.ParticipantLeft {
			participant["leftAt"] = who.LeftAt
		}
		report["participant"] = participant
	}
	return report
}
