package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
)

// board is a plugin as a page tells its SDK of it.
var board = map[string]any{
	"id": "board", "name": "Board", "icon": "", "component": nil,
	"permissions": map[string]bool{"canActivate": true, "canDeactivate": true},
}

const boardIs = `(active) => meeting.plugins.all.toArray()[0].active === active && meeting.plugins.active.toArray().length === Number(active)`

func TestPlugins(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host", Plugins: []any{board}})
	bob := meeting.Join(e2e.Who{Name: "Bob", Plugins: []any{board}})
	bob.Await(boardIs, false)
	require.Equal(t, meeting.Name+":board", e2e.Eval[string](bob.Tab, "meeting.plugins.all.toArray()[0].id"))

	alice.Do("meeting.plugins.all.toArray()[0].activate()")
	bob.Await(boardIs, true)
	late := meeting.Join(e2e.Who{Name: "Carol", Plugins: []any{board}})
	late.Await(boardIs, true)
	require.Equal(t, alice.ID, e2e.Eval[string](late.Tab, "meeting.plugins.all.toArray()[0].enabledBy"))

	// A page may give itself what the preset does not allow: only its own picture changes.
	bob.Do("meeting.plugins.all.toArray()[0].deactivate()")
	bob.Reaches(alice)
	require.True(t, e2e.Eval[bool](alice.Tab, boardIs, true))

	alice.Do("meeting.plugins.all.toArray()[0].deactivate()")
	late.Await(boardIs, false)
}

func TestStores(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := meeting.Join(e2e.Who{Name: "Alice", Preset: "host"})
	bob := meeting.Join(e2e.Who{Name: "Bob"})
	open := `(async () => {
		window.hands = await meeting.stores.create("hands");
		window.changes = [];
		hands.subscribe("*", (change) => changes.push(change));
	})()`
	alice.Do(open)
	bob.Do(open)
	alice.Do(`hands.set("alice", { raised: true })`)
	bob.Await(`hands.get("alice")?.raised === true && changes.length > 0`)
	late := meeting.Join(e2e.Who{Name: "Carol"})
	late.Do(open)
	late.Await(`hands.get("alice")?.raised === true`)
	bob.Do(`hands.bulkSet([{ key: "bob", payload: 1 }, { key: "both", payload: 2 }])`)
	alice.Await(`hands.get("both") === 2`)
	bob.Do(`hands.delete("alice")`)
	alice.Await(`hands.get("alice") === undefined`)
	late.Await(`hands.get("alice") === undefined`)
	require.Equal(t, "0601", e2e.Eval[string](alice.Tab, `refusal(() => meeting.stores.create("__rtk_plugins__"))`))
}
