package control_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// reload is the page being loaded anew: other controls in the same meeting.
func (s scene) reload() scene {
	s.Controller.Close()
	s.Controller = control.New(s.Memory, control.Options{})
	return s
}

func TestAPageThatIsLoadedAnewRemembers(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		cid := s.Join("Cid")
		s.outcome(meeting.Kick, s.ann)
		s.outcome(meeting.Kick, cid)
		s.set(meeting.PolicySetting{Policy: meeting.KeepMuted, Targets: ids{s.bob}})
		s.set(meeting.PolicySetting{Policy: meeting.Admit, CustomIDs: []meeting.CustomID{"c-1", "c-2"}})
		s.set(meeting.PolicySetting{Policy: meeting.Floor, Targets: ids{s.bob}, Duration: time.Minute})
		wait(time.Second)
		journal, on, removed := s.Journal(0), s.State().Policies, s.State().Removed
		var again meeting.ParticipantID
		s.Batch(func() {
			again = s.Join("Ann")
			s.SetUser(again, "user-1")
		})
		synctest.Wait()
		text := s.Controller.Memory(1_000)

		s = s.reload()
		defer s.Controller.Close()
		var returned []meeting.Removed
		var told []meeting.JournalEntry
		s.Subscribe(func(update meeting.Update) {
			returned, told = append(returned, update.Returned...), append(told, update.Entries...)
		})
		s.Recall(text)
		assert.Equal(t, journal, s.Journal(0)[:len(journal)])
		assert.Empty(t, told, "it was told before")
		removed[0].Back = again
		assert.Equal(t, removed, s.State().Removed)
		assert.Empty(t, returned, "likewise")
		assert.Empty(t, s.State().Policies)
		assert.Equal(t, on, s.State().Former)
		again2 := s.Controller.Memory(0)
		s.Recall(again2)
		assert.Len(t, s.State().Removed, 2, "others have these controls")

		s.FormerPolicies(true)
		synctest.Wait()
		assert.Equal(t, on, s.State().Policies, "the floor ends when it was to end")
		assert.Empty(t, s.State().Former)
	})
}

func TestFormerPoliciesAreDeclinedOrOutlived(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.set(meeting.PolicySetting{Policy: meeting.MuteOnEntry})
		s.set(meeting.PolicySetting{Policy: meeting.Floor, Targets: ids{s.bob}, Duration: time.Minute})
		text := s.Controller.Memory(0)
		s = s.reload()
		defer s.Controller.Close()
		s.Recall(text)
		assert.Len(t, s.State().Former, 2)
		text = s.Controller.Memory(0)
		s.FormerPolicies(false)
		assert.Empty(t, s.State().Former)
		assert.Empty(t, s.State().Policies)

		s = s.reload()
		defer s.Controller.Close()
		s.Recall(text)
		assert.Len(t, s.State().Former, 2, "loaded anew before that was answered")
		wait(2 * time.Minute)
		s.Withdraw(meeting.KickParticipant)
		s.FormerPolicies(true)
		assert.Equal(t, []meeting.Policy{meeting.MuteOnEntry}, s.policies(), "its time is over")
	})
}

func TestFormerPoliciesWaitForTheMeeting(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.set(meeting.PolicySetting{Policy: meeting.MuteOnEntry})
		text := s.Controller.Memory(0)
		s = s.reload()
		defer s.Controller.Close()
		s.Recall(text)
		s.Cut()
		s.FormerPolicies(true)
		assert.Len(t, s.State().Former, 1, "the connection is away")
		s.Restore()
		s.FormerPolicies(true)
		assert.Equal(t, []meeting.Policy{meeting.MuteOnEntry}, s.policies())
		assert.Empty(t, s.State().Former)
	})
}

func TestWhatIsOwedIsGivenBackByTheNextPage(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.ShareScreen(s.ann)
		s.SetServer(meetingtest.Silent)
		_, err := s.Start(meeting.Command{Action: meeting.StopScreenShare, Target: s.ann})
		require.NoError(t, err)
		synctest.Wait()
		text := s.Controller.Memory(0)
		comeBack := s.Drop(s.ann)
		s = s.reload()
		defer s.Controller.Close()
		before := len(s.Sent())
		s.Recall(text)
		s.requireNothingSentAfter(before)
		comeBack()
		call := s.onlySentAfter(before)
		assert.True(t, call.Back)
		assert.Equal(t, ids{s.ann}, whom(call))
		assert.Equal(t, keyed(meeting.PatchCanRequest, meeting.PatchMediaScreenshareCanProduce), call.Permissions)
	})
}

// Others who have the same controls come with the same text.
func TestAMemoryIsTakenInOnce(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.set(meeting.PolicySetting{Policy: meeting.MuteOnEntry})
		s.ShareScreen(s.ann)
		s.SetServer(meetingtest.Silent)
		_, err := s.Start(meeting.Command{Action: meeting.StopScreenShare, Target: s.ann})
		require.NoError(t, err)
		synctest.Wait()
		text := s.Controller.Memory(0)
		s = s.reload()
		defer s.Controller.Close()
		before := len(s.Sent())
		s.Recall(text)
		s.onlySentAfter(before)
		s.FormerPolicies(false)
		before = len(s.Sent())
		s.Recall(text)
		synctest.Wait()
		s.requireNothingSentAfter(before)
		assert.Empty(t, s.State().Former)
	})
}

func TestWhatIsOfNoUseIsNotRecalled(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.outcome(meeting.Kick, s.ann)
		text := s.Controller.Memory(10)
		now := fmt.Sprint(time.Now().UnixMilli())
		require.Contains(t, text, now)
		s = s.reload()
		defer s.Controller.Close()
		before := s.State()
		for name, text := range map[string]string{
			"none": "", "rubbish": "rubbish", "zeros": strings.Repeat("\x00", 1_000),
			"another kind":      strings.Replace(text, "gavel 1", "gavel 9", 1),
			"another user":      strings.Replace(text, "user-self", "user-else", 1),
			"nobody's":          strings.Replace(text, "user-self", "", 1),
			"too old":           strings.Replace(text, now, fmt.Sprint(time.Now().Add(-61*time.Minute).UnixMilli()), 1),
			"of a time to come": strings.Replace(text, now, fmt.Sprint(time.Now().Add(time.Minute).UnixMilli()), 1),
		} {
			s.Recall(text)
			assert.Same(t, before, s.State(), name)
			assert.Empty(t, s.Journal(0), name)
		}
		s.Recall(text)
		assert.Len(t, s.State().Removed, 1)
	})
}

func TestAMemoryThatIsCutShort(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		s.outcome(meeting.Kick, s.ann)
		s.set(meeting.PolicySetting{Policy: meeting.KeepMuted})
		whole := s.Controller.Memory(10)
		for size := range len(whole) {
			s = s.reload()
			defer s.Controller.Close()
			s.Recall(whole[:size])
			assert.LessOrEqual(t, len(s.State().Removed), 1)
			for _, former := range s.State().Former {
				assert.Equal(t, meeting.KeepMuted, former.Policy)
			}
			s.Controller.Close()
		}
	})
}

func TestAnyNameIsRemembered(t *testing.T) {
	for name, want := range map[string]string{
		"a\x00b": "ab", "\x00": "", "Zoë 👩‍👩‍👧 \u202e\n\t": "Zoë 👩‍👩‍👧 \u202e\n\t", "\U0010ffff\ufeff": "\U0010ffff\ufeff", "": "",
	} {
		play(t, func(t *testing.T, s scene) {
			s.Rename(s.ann, name)
			s.outcome(meeting.Kick, s.ann)
			text := s.Controller.Memory(10)
			s = s.reload()
			defer s.Controller.Close()
			s.Recall(text)
			require.Len(t, s.State().Removed, 1)
			assert.Equal(t, want, s.State().Removed[0].Name)
			assert.Equal(t, want, s.Journal(0)[0].Name)
		})
	}
}

func TestAMemoryOfManyPoliciesHasOneOfEach(t *testing.T) {
	play(t, func(t *testing.T, s scene) {
		text := strings.Join([]string{"gavel 1", fmt.Sprint(time.Now().UnixMilli()), "user-self", "0", "0", "999999"}, "\x00") +
			strings.Repeat("\x00keepMuted\x00\x000\x000\x000", 500) + strings.Repeat("\x00sing\x00\x000\x000\x000", 500) + "\x00keepPin\x00\x000\x00999999"
		s.Recall(text)
		require.Len(t, s.State().Former, 1)
	})
}

func TestTimesThatNoClockSaysAreNotRecalled(t *testing.T) {
	for _, at := range []string{"9223372036854775807", "-1", "99999999999999999999", "soon"} {
		play(t, func(t *testing.T, s scene) {
			now := time.Now().UnixMilli()
			s.Recall(strings.Join([]string{
				"gavel 1", fmt.Sprint(now), "user-self",
				"1", at, at, "me", "kick", "", "peer-9", "user-9", "", "Zoe", "confirmed", "",
				"1", at, "user-9", "", "Zoe", "",
				"1", "floor", "Ann", at, "1", "user-1", "0", "0",
			}, "\x00"))
			entry, removed := s.Journal(0)[0], s.State().Removed[0]
			assert.True(t, entry.At >= 0 && entry.At <= now, entry.At)
			assert.GreaterOrEqual(t, entry.Elapsed, time.Duration(0))
			assert.True(t, removed.At >= 0 && removed.At <= now, removed.At)
			s.FormerPolicies(true)
			for _, on := range s.State().Policies {
				assert.LessOrEqual(t, on.Until, now+control.MostFloor.Milliseconds())
			}
		})
	}
}

func FuzzRecall(f *testing.F) {
	now := time.Now().UnixMilli()
	head := fmt.Sprintf("gavel 1\x00%d\x00user-self\x00", now)
	for _, rest := range []string{
		"", "0", "0\x000\x000\x000", "1\x001\x002\x00me\x00kick\x00\x00peer-1\x00user-1\x00\x00Ann\x00confirmed\x00\x001\x001\x00user-1\x00\x00Ann\x000\x000",
		"0\x000\x001\x00floor\x00Ann\x009\x001\x00user-1\x000\x001\x00stopScreenShare\x00user-1", "99999999999\x00-1\x00\x00\x00", "0\x000\x001\x00keepPin\x00\x00\x009\x00",
	} {
		f.Add(rest)
	}
	f.Fuzz(func(t *testing.T, rest string) {
		memory := meetingtest.NewMemory()
		defer memory.Close()
		ann := memory.Join("Ann")
		memory.Knock("Bob")
		controller := control.New(memory, control.Options{})
		defer controller.Close()
		controller.Recall(strings.Replace(head, fmt.Sprint(now), fmt.Sprint(time.Now().UnixMilli()), 1) + rest)
		controller.Recall(rest)
		state := controller.State()
		fields := strings.Count(rest, "\x00") + 1
		if len(controller.Journal(0)) > fields || len(state.Removed) > min(1_000, fields) || len(state.Former) > len(meeting.AllPolicies()) {
			t.Fatalf("more than there can be: %d entries, %d removed, %d policies of %d fields", len(controller.Journal(0)), len(state.Removed), len(state.Former), fields)
		}
		text := controller.Memory(10_000)
		controller.FormerPolicies(true)
		memory.SetAudio(ann, false)
		memory.SetAudio(ann, true)
		again := control.New(memory, control.Options{})
		defer again.Close()
		again.Recall(text)
		if len(again.State().Removed) != len(state.Removed) || len(again.State().Former) != len(state.Former) {
			t.Fatalf("what was recalled is not what is remembered: %q", text)
		}
	})
}
