package view

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

const languages = "../../js/locales"

// sentences reads a language file: each key with its sentence, or its sentences by plural form.
func sentences(t *testing.T, file string) map[string]map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(languages, file))
	require.NoError(t, err)
	raw := map[string]json.RawMessage{}
	require.NoError(t, json.Unmarshal(text, &raw), file)
	all := map[string]map[string]string{}
	for key, value := range raw {
		forms := map[string]string{}
		if json.Unmarshal(value, &forms) != nil {
			var one string
			require.NoError(t, json.Unmarshal(value, &one), "%s: %s", file, key)
			forms = map[string]string{"other": one}
		}
		all[key] = forms
	}
	return all
}

var placeholder = regexp.MustCompile(`\{\w+\}`)

func placeholders(forms map[string]string) []string {
	var all []string
	for _, sentence := range forms {
		all = append(all, placeholder.FindAllString(sentence, -1)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	english := sentences(t, "en.json")
	files, err := filepath.Glob(filepath.Join(languages, "*.json"))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 8)
	for _, file := range files {
		file = filepath.Base(file)
		words := sentences(t, file)
		for key, forms := range english {
			said, ok := words[key]
			if assert.True(t, ok, "%s lacks %s", file, key) {
				assert.Equal(t, placeholders(forms), placeholders(said), "%s: %s", file, key)
				assert.NotEmpty(t, said["other"], "%s: %s has no form for other numbers", file, key)
			}
		}
		for key := range words {
			assert.Contains(t, english, key, "%s has a key nobody uses", file)
			if name, isAlias := strings.CutPrefix(key, "alias."); isAlias {
				spec, known := action.Of(meeting.Action(name))
				assert.True(t, known && spec.Place.Section != action.NoSection, "%s is said otherwise in %s and has no button", name, file)
			}
		}
	}
}

// keys are what package view and the controller can ask to be said.
func keys() []string {
	all := []string{"unseen", "unseen.many", "yielded", "yielded.many", "locks.unseen", "permissions.nothing", "permissions.note.devices", "permissions.note.polls", "permissions.note.plugins", "undo", "held.calledOff", "banner.offline", "banner.back", "knock", "knock.many", "ask", "ask.many", "target.not-invited", "target.pin-unseen", "target.stream-failed", "state.stage.free", "state.stage.ended", "state.stage.never", "state.meetings.unknown", "state.meetings.parent", "state.plugins.page", "target.not-deleted", "menu.rooms", "told.stage.denied",
		"told.stage.ACCEPTED_TO_JOIN_STAGE", "told.stage.ON_STAGE", "told.stage.OFF_STAGE",
		"told.recording.RECORDING", "told.recording.PAUSED", "told.recording.IDLE", "told.livestream.LIVESTREAMING", "told.livestream.WAITING_ON_MANUAL_INGESTION", "told.livestream.IDLE", "waiting.nobody", "reason.not-waiting", "rights.changed", "search.found", "target.unconfirmed", "target.admitted", "target.interrupted",
		"left", "left.many", "unconfirmed", "unconfirmed.many", "unconfirmed.all", "failed", "failed.many", "failed.all", "failed.everybody", "unchanged", "unchanged.many", "aborted", "aborted.many", "selected", "dialog.many", "ways.all", "ways.pinned", "ways.onStage", "ways.selected"}
	for _, reason := range []meeting.Reason{
		meeting.ReasonPermission, meeting.ReasonNotJoined, meeting.ReasonMediaNotJoined, meeting.ReasonNoSuchParticipant, meeting.ReasonIsSelf,
		meeting.ReasonNotPinned, meeting.ReasonWrongState, meeting.ReasonStageDisabled, meeting.ReasonOffline, meeting.ReasonEnded, meeting.ReasonUnsupported,
		meeting.ReasonRefused, meeting.ReasonRateLimited, meeting.ReasonFailed, meeting.ReasonNotFound, meeting.ReasonAborted, meeting.ReasonBadInput, meeting.ReasonCrashed,
	} {
		all = append(all, "reason."+string(reason))
	}
	for _, spec := range action.All() {
		name := string(spec.Name)
		all = append(all, "action."+name)
		switch {
		case spec.Takes == action.Patch:
			all = append(all, "menu."+name, "sent."+name, "sent."+name+".many", "dialog."+name, "dialog."+name+".many", "dialog."+name+".text", "dialog."+name+".confirm")
		case spec.Place.Section != action.NoSection:
			all = append(all, "button."+name)
		}
		if spec.TakesTarget() {
			all = append(all, "done."+name, "done."+name+".many")
		}
		if spec.Takes == action.Titles {
			all = append(all, "done."+name+".all", "done."+name+".many")
		}
		if spec.Scope == action.OnUser {
			all = append(all, "dialog."+name, "dialog."+name+".confirm", "already."+name)
		}
		if spec.Takes == action.ToLock {
			all = append(all, "sent."+name, "sent."+name+".many")
		}
		if spec.Place.WhenPossible && spec.States == "" && spec.Scope != action.OnMeeting { // with nothing to do it is only in the command line
			all = append(all, "already."+name)
		}
		switch {
		case spec.Apart():
			all = append(all, "already."+name, "done."+name, "done."+name+".many")
		case spec.One != "":
			all = append(all, "count."+name)
		}
		if spec.Apart() || spec.Proof == action.ProofEnded {
			all = append(all, "dialog."+name+".here", "dialog."+name+".broadcast", "dialog."+name+".word")
		}
		if spec.TakesTargets() && spec.Risk != action.RiskNone {
			all = append(all, "dialog."+name+".many", "dialog."+name+".many.text")
		}
		if spec.Proof == action.ProofAsked {
			all = append(all, "done."+name+".all")
		}
		switch spec.Takes {
		case action.NewPoll:
			all = append(all, "done."+name+".all", "sent."+name+".all")
		case action.Spotlight:
			all = append(all, "done."+name+".all")
		}
		if spec.Proof == action.ProofAudioOff || spec.Proof == action.ProofVideoOff {
			all = append(all, "already."+name)
		}
		if spec.Proof == action.ProofGone || spec.Proof == action.ProofEnded {
			all = append(all, "held."+name)
			if spec.TakesTargets() {
				all = append(all, "held."+name+".many")
			}
		}
		if spec.Asks != 0 {
			all = append(all, "already."+name, "offer."+name, "request."+meeting.RequestKind(spec.Asks), "request."+meeting.RequestKind(spec.Asks)+".accept", "request."+meeting.RequestKind(spec.Asks)+".failed")
		}
		if spec.Risk != action.RiskNone {
			all = append(all, "dialog."+name, "dialog."+name+".text", "dialog."+name+".confirm")
		}
	}
	for _, one := range settings {
		all = append(all, "permissions.group."+one.group, "permissions."+one.name)
	}
	for set := allowed; set <= setForSome; set++ {
		all = append(all, "permissions.set."+strconv.Itoa(int(set)))
	}
	for _, what := range meeting.AllLockable() {
		all = append(all, "lockable."+string(what), "locks."+string(what), "look.locked."+string(what))
	}
	for _, policy := range meeting.AllPolicies() {
		all = append(all, "policies."+string(policy), "policy."+string(policy))
		if policy != meeting.MuteOnEntry {
			all = append(all, "policy.yielded."+string(policy))
		}
	}
	all = append(all, "recalled", "policy.keepMuted.one", "policy.keepMuted.some", "policy.keepOut.some", "policy.off", "policy.nobody-pinned", "returned", "returned.many", "speaker.nobody", "speaker.self", "speaker.is", "offer.disableAudio", "menu.floor", "already.floor")
	for module, states := range map[string]string{
		"recording": "IDLE STARTING RECORDING PAUSED STOPPING", "livestream": "IDLE STARTING WAITING_ON_MANUAL_INGESTION LIVESTREAMING STOPPING",
		"stage": "OFF_STAGE REQUESTED_TO_JOIN_STAGE ACCEPTED_TO_JOIN_STAGE ON_STAGE",
	} {
		for _, state := range strings.Fields(states) {
			all = append(all, "state."+module+"."+state)
			if module != "stage" && state != "IDLE" {
				all = append(all, module+"."+state)
			}
		}
	}
	for _, spec := range section.RightActions {
		all = append(all, "right."+string(spec.Name))
	}
	for _, state := range []meeting.RoomState{meeting.RoomKicked, meeting.RoomEnded, meeting.RoomLeft, meeting.RoomRejected, meeting.RoomFailed} {
		all = append(all, "closing."+string(state), "closing."+string(state)+".text")
	}
	for _, phase := range []Phase{PhaseOutside, PhaseWaiting} {
		all = append(all, "phase."+string(phase), "phase."+string(phase)+".text")
	}
	return all
}

var spoken = regexp.MustCompile(`say\('([\w.-]+)'`)

func TestNothingIsSaidThatHasNoWords(t *testing.T) {
	english := sentences(t, "en.json")
	for _, key := range keys() {
		assert.Contains(t, english, key)
	}
	scripts, err := filepath.Glob("../../wasm/dom/*.js")
	require.NoError(t, err)
	sections, err := filepath.Glob("../../wasm/dom/section/*.js")
	require.NoError(t, err)
	scripts = append(scripts, sections...)
	require.NotEmpty(t, scripts)
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		require.NoError(t, err)
		for _, match := range spoken.FindAllStringSubmatch(string(text), -1) {
			assert.Contains(t, english, match[1], filepath.Base(script))
		}
	}
	for key, forms := range english {
		for _, sentence := range forms {
			assert.False(t, strings.ContainsAny(sentence, "<>"), "%s is text, not markup", key)
		}
	}
}
