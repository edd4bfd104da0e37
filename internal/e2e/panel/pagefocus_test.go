package panel_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

func TestThePageKeepsItsFocus(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := join(t, meeting, host)
	alice.Do(`(id) => {
		const field = document.createElement("input");
		field.id = id;
		document.body.prepend(field);
		field.focus();
		field.addEventListener("blur", () => { field.dataset.lost = "the focus"; });
	}`, "field")
	alice.Do("show", object{"locale": "en"})
	alice.shows(1)
	bots := meeting.Bots(roomclient.Bots{Count: 3, Audio: true})
	alice.shows(4)
	alice.Await("(ids) => ids.every((id) => meeting.participants.joined.get(id)?.audioEnabled)", []string{bots[0].ID, bots[1].ID})
	alice.Do(`(ids) => controls.perform({ action: "disableAudio", targets: ids })`, []string{bots[0].ID, bots[1].ID})
	alice.announces("status", "2 muted")
	alice.Do(`controls.perform({ action: "lock", what: "video" })`)
	alice.Await(`find("[part=locked]").checkVisibility()`)
	require.Empty(t, e2e.Eval[string](alice.Tab, `document.querySelector("#field").dataset.lost ?? ""`))
	require.Equal(t, "field", e2e.Eval[string](alice.Tab, `document.activeElement.id`))
}
