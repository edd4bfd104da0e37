//go:build js && wasm

package port_test

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/fakemeeting"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

//go:embed testdata/random.js
var randomSource string

var (
	randomMeetings  = flag.Int("random-meetings", 8, "how many random meetings are read")
	firstRandomSeed = flag.Int("random-seed", 1, "the seed of the first of them")
)

// seen is all that was read of a meeting, folded together.
type seen struct {
	joined, waitlisted map[meeting.ParticipantID]person
	self               meeting.Self
	room               meeting.Room
}

type person struct {
	text  meeting.Text
	flags meeting.Flags
	stage meeting.StageStatus
}

func TestRandomMeetingsAreReadAsTheyAre(t *testing.T) {
	create := fakemeeting.Import(t, randomSource, "createRandomMeeting")
	for seed := *firstRandomSeed; seed < *firstRandomSeed+*randomMeetings; seed++ {
		t.Run(fmt.Sprintf("-random-seed=%d", seed), func(t *testing.T) {
			w := newWorld(t)
			random, err := bridge.Invoke(create, w.Value, seed)
			require.NoError(t, err)
			t.Cleanup(w.port.Listen(func() bool { return false }))
			var known seen
			for reading := range 20 {
				known.take(t, w.port.Read())
				difference, err := bridge.Call(random, "difference", known.json(t))
				require.NoError(t, err)
				text, err := bridge.AsString(difference, "difference")
				require.NoError(t, err)
				require.Empty(t, text, "reading %d", reading)
				_, err = bridge.Call(random, "happen")
				require.NoError(t, err)
			}
		})
	}
}

func (s *seen) take(t *testing.T, facts control.Facts) {
	require.Nil(t, facts.Broken)
	if facts.Reset {
		s.joined, s.waitlisted = map[meeting.ParticipantID]person{}, map[meeting.ParticipantID]person{}
	}
	fold(s.joined, facts.Joined)
	fold(s.waitlisted, facts.Waitlisted)
	if facts.Self != nil {
		s.self = facts.Self.Self
	}
	if facts.Room != nil {
		s.room = *facts.Room
	}
}

func fold(people map[meeting.ParticipantID]person, changes []control.Change) {
	for _, change := range changes {
		if change.Gone {
			delete(people, change.ID)
			continue
		}
		is := people[change.ID]
		is.flags, is.stage = change.Flags, change.Stage
		if change.Text != nil {
			is.text = *change.Text
		}
		people[change.ID] = is
	}
}

// json is what is known, with ids as JavaScript has them.
func (s *seen) json(t *testing.T) string {
	list := func(people map[meeting.ParticipantID]person) []any {
		all := make([]any, 0, len(people))
		for id, is := range people {
			all = append(all, fieldsOf(t, id, is))
		}
		return all
	}
	self := fieldsOf(t, s.self.ID, person{s.self.Text, s.self.Flags, s.self.Stage})
	for name, permission := range map[string]meeting.Permission{"kick": meeting.KickParticipant, "pin": meeting.PinParticipant, "record": meeting.CanRecord} {
		self[name] = s.self.Permissions.Has(permission)
	}
	text, err := json.Marshal(map[string]any{
		"joined": list(s.joined), "waitlisted": list(s.waitlisted), "self": self, "title": s.room.Title, "viewers": s.room.ViewerCount,
	})
	require.NoError(t, err)
	return string(text)
}

func fieldsOf(t *testing.T, id meeting.ParticipantID, is person) map[string]any {
	return map[string]any{
		"id": idJSON(t, string(id)), "userId": idJSON(t, string(is.text.UserID)), "customId": idJSON(t, string(is.text.CustomID)),
		"name": is.text.Name, "picture": is.text.Picture, "preset": is.text.PresetName, "flags": is.flags, "stage": is.stage,
	}
}

func idJSON(t *testing.T, id string) json.RawMessage {
	if text, marked := bridge.IDJSON(id); marked {
		return json.RawMessage(text)
	}
	text, err := json.Marshal(id)
	require.NoError(t, err)
	return text
}
