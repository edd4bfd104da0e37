package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// A guest with a client of their own does all they can; who uses the SDK joins, sees
// everybody and mutes them.
func TestAMeetingUnderAttackGoesOn(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	api := roomclient.API{URL: rig.URL}
	token := meeting.Token("Mallory", "guest")
	for _, id := range []string{"\xff", "a\x00b"} {
		_, err := roomclient.Dial(t.Context(), api, meeting.Name, token, id)
		require.ErrorContains(t, err, "peerID")
	}
	mallory, err := roomclient.Dial(t.Context(), api, meeting.Name, token, "mallory")
	require.NoError(t, err)
	t.Cleanup(mallory.Close)
	_, err = mallory.Join(t.Context())
	require.NoError(t, err)
	alice.Sees("mallory", "p => p.name === 'Mallory'")
	for i := range 100 {
		require.NoError(t, mallory.Send(t.Context(), wire.SendMessageToRoom, &wire.ChatToRoom{Payload: strings.Repeat("x", 14<<10)}))
		require.NoError(t, mallory.Send(t.Context(), wire.StoreInsertKeys, &wire.StoreRequest{StoreName: "s", Keys: []*wire.StoreKey{{StoreKey: fmt.Sprint(i), Payload: make([]byte, 8<<10)}}}))
		require.NoError(t, mallory.Send(t.Context(), wire.Produce, &wire.ProduceRequest{Kind: "audio"}))
	}
	require.NoError(t, mallory.Request(t.Context(), wire.GetPolls, &wire.Nothing{}, nil))

	bob := meeting.Join(e2e.Who{Name: "Bob", Audio: true})
	bob.Sees("mallory", "p => p.audioEnabled")
	require.Positive(t, e2e.Eval[int](bob.Tab, "meeting.chat.messages.length"))
	alice.Sees(bob.ID, heard)
	alice.Do("(id) => meeting.participants.joined.get(id).disableAudio()", bob.ID)
	bob.Await("!meeting.self.audioEnabled")
	alice.Do("meeting.participants.joined.get('mallory').kick()")
	bob.SeesNot("mallory")
	require.Len(t, meeting.Room().Participants, 2)
}
