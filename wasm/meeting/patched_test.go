package meeting_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

type patch = meeting.PermissionsPatch

func TestWhatWasSetIsSetBack(t *testing.T) {
	tests := []struct {
		name string
		set  []patch
		back patch
	}{
		{"nothing", nil, patch{}},
		{"taken", []patch{{meeting.PatchCanRecord: meeting.PatchNo}}, patch{meeting.PatchCanRecord: meeting.PatchYes}},
		{"given", []patch{{meeting.PatchCanRecord: meeting.PatchYes}}, patch{meeting.PatchCanRecord: meeting.PatchNo}},
		{"a device", []patch{{meeting.PatchMediaAudioCanProduce: meeting.PatchNotAllowed}}, patch{meeting.PatchMediaAudioCanProduce: meeting.PatchAllowed}},
		{"set back already", []patch{{meeting.PatchCanRecord: meeting.PatchNo}, {meeting.PatchCanRecord: meeting.PatchYes}}, patch{}},
		{"taken once more", []patch{{meeting.PatchCanRecord: meeting.PatchNo}, {meeting.PatchCanRecord: meeting.PatchYes}, {meeting.PatchCanRecord: meeting.PatchNo}}, patch{meeting.PatchCanRecord: meeting.PatchYes}},
		{"several", []patch{{meeting.PatchCanRecord: meeting.PatchNo}, {meeting.PatchChatPublicFiles: meeting.PatchNo}}, patch{meeting.PatchCanRecord: meeting.PatchYes, meeting.PatchChatPublicFiles: meeting.PatchYes}},
		{"what has no opposite", []patch{{meeting.PatchWaitingRoomType: meeting.PatchNumber(1), meeting.PatchRecorderType: meeting.PatchNumber(2)}}, patch{}},
		{
			"polls, which nobody loses sight of",
			[]patch{{meeting.PatchPollsCanVote: meeting.PatchNo, meeting.PatchPollsCanView: meeting.PatchYes}},
			patch{meeting.PatchPollsCanVote: meeting.PatchYes, meeting.PatchPollsCanView: meeting.PatchYes},
		},
		{"the sight of polls, given", []patch{{meeting.PatchPollsCanView: meeting.PatchYes}}, patch{}},
		{"the sight of polls, taken", []patch{{meeting.PatchPollsCanView: meeting.PatchNo}}, patch{meeting.PatchPollsCanView: meeting.PatchYes}},
		{
			"polls, of which the sight was given first",
			[]patch{{meeting.PatchPollsCanCreate: meeting.PatchYes, meeting.PatchPollsCanView: meeting.PatchYes}, {meeting.PatchPollsCanView: meeting.PatchNo}},
			patch{meeting.PatchPollsCanCreate: meeting.PatchNo, meeting.PatchPollsCanView: meeting.PatchNo},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var set meeting.Patched
			for i := range test.set {
				set = set.With(&test.set[i])
			}
			assert.Equal(t, test.back, set.Back())
			back := set.Back()
			assert.Equal(t, patch{}, set.With(&back).Back(), "there is nothing left to set back")
		})
	}
}

func TestWhatIsSetIsTheLast(t *testing.T) {
	set := meeting.Patched{}.With(&patch{meeting.PatchCanRecord: meeting.PatchNo, meeting.PatchChatPublicText: meeting.PatchNo})
	later := set.With(&patch{meeting.PatchCanRecord: meeting.PatchYes})
	assert.Equal(t, patch{meeting.PatchCanRecord: meeting.PatchYes, meeting.PatchChatPublicText: meeting.PatchNo}, later.Last)
	assert.Equal(t, meeting.PatchNo, set.Last[meeting.PatchCanRecord], "it does not change")
}
