package meeting

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func sent(t *testing.T, patch PermissionsPatch) string {
	t.Helper()
	text, err := json.Marshal(patch.Fields())
	require.NoError(t, err)
	return string(text)
}

func TestAPatchHasWhatItNames(t *testing.T) {
	assert.JSONEq(t, `{}`, sent(t, PermissionsPatch{}))
	assert.JSONEq(t, `{
		"chat": {"public": {"files": false}, "private": {"canSend": true}},
		"media": {"audio": {"canProduce": 2}, "video": {"canProduce": 1}, "screenshare": {"canProduce": 3}},
		"canRecord": true, "waitingRoomType": 3, "recorderType": 0
	}`, sent(t, PermissionsPatch{
		PatchChatPublicFiles: PatchNo, PatchChatPrivateCanSend: PatchYes,
		PatchMediaAudioCanProduce: PatchNotAllowed, PatchMediaVideoCanProduce: PatchAllowed, PatchMediaScreenshareCanProduce: PatchCanRequest,
		PatchCanRecord: PatchYes, PatchWaitingRoomType: PatchNumber(3), PatchRecorderType: PatchNumber(0),
	}))
}

func TestAKeyTakesItsValuesOnly(t *testing.T) {
	taken := func(key PatchKey) (all []PatchValue) {
		for value := range PatchValue(255) {
			if key.Takes(value) {
				all = append(all, value)
			}
		}
		return all
	}
	assert.Equal(t, []PatchValue{PatchNo, PatchYes}, taken(PatchKickParticipant))
	assert.Equal(t, []PatchValue{PatchAllowed, PatchNotAllowed}, taken(PatchMediaVideoCanProduce))
	assert.Equal(t, []PatchValue{PatchNumber(1), PatchNumber(2), PatchNumber(3)}, taken(PatchWaitingRoomType))
	assert.Equal(t, []PatchValue{PatchNumber(0), PatchNumber(1), PatchNumber(2)}, taken(PatchRecorderType))
}
