package section

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const atMost = 40

// typing is a command line in a meeting in which these lines were understood.
func typing(state meeting.State, lines ...string) (*screen, *CommandLine) {
	s := show(state)
	c := NewCommandLine(s.Basis)
	c.Suggest(strings.Join(lines, "\n"), atMost)
	return s, c
}

// suggested has the suggestions as text: their action, the name, and why not.
func suggested(c *CommandLine) []string {
	var all []string
	for _, one := range c.Shown().All {
		text := string(one.Button.Action)
		if one.Name != "" {
			text += " " + one.Name
		}
		if one.Button.State != ButtonReady {
			text += ": " + strings.TrimSpace(one.Button.Why+" "+one.Button.Permission)
		}
		all = append(all, text)
	}
	return all
}

func TestWhatIsSaidOfSomebodyIsSuggested(t *testing.T) {
	_, c := typing(with(host(), person("Bob", bothOn), person("Ann", bothOn)), "30 disableAudio ann", "0 kick mute ann")
	assert.Equal(t, []string{"disableAudio Ann"}, suggested(c))
	assert.True(t, c.Shown().Sure)
	c.Suggest("", atMost)
	assert.Equal(t, CommandLineShown{}, c.Shown(), "closed")
}

func TestOfANameAllIsSuggestedThatCanBeDone(t *testing.T) {
	lines := []string{}
	for _, spec := range action.All() {
		lines = append(lines, "0 "+string(spec.Name)+" ann")
	}
	_, c := typing(with(host(), person("Ann", bothOn), person("Bob", bothOn)), lines...)
	assert.Equal(t, []string{
		"disableAudio Ann", "disableVideo Ann", "pin Ann", "kick Ann", "updatePermissions Ann", "unpin Ann: reason.not-pinned",
	}, suggested(c))
	assert.False(t, c.Shown().Sure, "what to do was not said")
}

func TestOneselfIsNotSuggested(t *testing.T) {
	_, c := typing(with(host(), person("Hostess", bothOn)), "30 disableAudio host")
	assert.Equal(t, []string{"disableAudio Hostess"}, suggested(c))
}

func TestWhoWaitsIsSuggestedToBeLetIn(t *testing.T) {
	state := withWaiting(with(host(), person("Ann", 0)), waiting("Anna", 1))
	_, c := typing(state, "30 acceptWaitingRoomRequest ann", "30 acceptAllWaitingRoomRequest", "0 kick ann")
	assert.Equal(t, []string{"acceptWaitingRoomRequest Anna", "acceptAllWaitingRoomRequest", "kick Ann"}, suggested(c))
}

func TestWhatCannotBeDoneComesLastAndSaysWhy(t *testing.T) {
	state := with(host(), person("Ann", 0), person("Joanna", bothOn))
	state.Self.Permissions = meeting.Permissions{}.With(meeting.CanDisableParticipantAudio)
	s, c := typing(state, "30 disableAudio ann")
	assert.Equal(t, []string{"disableAudio Joanna", "disableAudio Ann: already.disableAudio"}, suggested(c))
	assert.False(t, c.Shown().Sure, "Ann was meant")

	c.Suggest("30 kick ann\n30 askToStartVideo ann\n30 recording.start ", atMost)
	assert.Equal(t, []string{
		"kick Ann: reason.permission kick_participant", "askToStartVideo Ann: reason.permission disable_participant_video",
		"kick Joanna: reason.permission kick_participant", "askToStartVideo Joanna: reason.permission disable_participant_video",
		"recording.start: reason.unsupported",
	}, suggested(c))
	c.Suggest("0 kick ann", atMost)
	assert.Empty(t, suggested(c), "nobody asked about what the panel has no button for")

	s.update(with(host(), person("Ann", 0), person("Joanna", bothOn)), noon)
	c.Suggest("30 stopScreenShare ann", atMost)
	assert.Equal(t, []string{"stopScreenShare Ann: already.stopScreenShare", "stopScreenShare Joanna: already.stopScreenShare"}, suggested(c))
}

func TestWhatFitsBestComesFirst(t *testing.T) {
	state := with(host(), person("Joann", bothOn), person("Annabel", bothOn), person("Lee Ann", bothOn), person("Bob", bothOn))
	_, c := typing(state, "30 disableAudio ann", "20 disableVideo ann")
	assert.Equal(t, []string{
		"disableAudio Lee Ann", "disableVideo Lee Ann", "disableAudio Annabel", "disableVideo Annabel", "disableAudio Joann", "disableVideo Joann",
	}, suggested(c))
	c.Suggest("30 disableAudio lee ann", atMost)
	assert.Equal(t, []string{"disableAudio Lee Ann"}, suggested(c), "all words of it")
}

func TestNobodyMovesWhileTheMeetingGoesOn(t *testing.T) {
	first := with(host(), person("Ann", bothOn), person("Anna", bothOn))
	s, c := typing(first, "30 disableAudio ann")
	before := s.State
	next := without(with(first, person("Ann", 0), person("Anne", bothOn), person("Annika", bothOn)), "id-anna")
	s.update(next, noon)
	c.Update(before)
	assert.Equal(t, []string{"disableAudio Ann: already.disableAudio", "disableAudio Anna: reason.no-such-participant", "disableAudio Anne", "disableAudio Annika"}, suggested(c))
	assert.True(t, c.Shown().Sure, "it is still what was typed")
}

func TestWithoutANameSomePeopleAreSuggested(t *testing.T) {
	people := make([]*meeting.Participant, 0, 300)
	for i := range cap(people) {
		flags := meeting.Flags(0)
		if i == 50 {
			flags = meeting.AudioOn
		}
		people = append(people, person(fmt.Sprintf("Guest %d", i), flags))
	}
	_, c := typing(with(host(), people...), "29 disableAllAudio", "30 disableAudio", "0 kick")
	all := suggested(c)
	require.Len(t, all, atMost)
	assert.Equal(t, []string{"disableAudio Guest 50", "disableAllAudio"}, all[:2])
	assert.False(t, c.Shown().Sure, "whom was not said")
}

func TestEveryActionWithAPlaceIsSuggested(t *testing.T) {
	state := withWaiting(with(host(), person("Ann", bothOn)), waiting("Annie", 1))
	for _, spec := range action.All() {
		name := ""
		if spec.TakesTarget() && spec.Scope != action.OnUser { // who is elsewhere is brought back with all
			name = "ann"
		}
		_, c := typing(state, "30 "+string(spec.Name)+" "+name, "30 nothing ann")
		has := slices.ContainsFunc(c.Shown().All, func(one Suggestion) bool { return one.Button.Action == spec.Name })
		assert.Equal(t, spec.Place.Section != action.NoSection && !spec.AboutThings(), has, spec.Name)
	}
}

func BenchmarkSuggestionsOfManyPeople(b *testing.B) {
	people := make([]*meeting.Participant, 0, 5000)
	for i := range cap(people) {
		people = append(people, person(fmt.Sprintf("Guest Number %d", i), bothOn))
	}
	var lines []string
	for _, spec := range action.All() {
		lines = append(lines, "0 "+string(spec.Name)+" m", "20 "+string(spec.Name)+" ")
	}
	_, c := typing(with(host(), people...))
	for b.Loop() {
		c.Suggest(strings.Join(lines, "\n"), atMost)
	}
}
