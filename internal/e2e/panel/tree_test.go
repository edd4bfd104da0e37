package panel_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/e2e"
	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

// heardNode is something of the page as a screen reader has it.
type heardNode struct {
	Role, Name, Description string
	Disabled, Busy          bool
}

// tree is what a screen reader has of the page.
func (p *panel) tree() []heardNode {
	p.t.Helper()
	var heard []heardNode
	for _, node := range command(p.Tab, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
		if node.Ignored {
			continue
		}
		if role := text(p.t, node.Role); role == "generic" || strings.HasSuffix(role, "TextBox") {
			continue
		}
		one := heardNode{Role: text(p.t, node.Role), Name: text(p.t, node.Name), Description: text(p.t, node.Description)}
		for _, property := range node.Properties {
			is := string(property.Value.Value) == "true"
			switch property.Name {
			case accessibility.PropertyNameDisabled:
				one.Disabled = is
			case accessibility.PropertyNameBusy:
				one.Busy = is || string(property.Value.Value) == "1"
			}
		}
		heard = append(heard, one)
	}
	return heard
}

// asHeard leaves out the marks around names; name and state are on lines of their own.
var asHeard = strings.NewReplacer(" ,", ",", "\u2068", "", "\u2069", "")

func text(t *testing.T, value *accessibility.Value) string {
	t.Helper()
	if value == nil || value.Value == nil {
		return ""
	}
	var read string
	require.NoError(t, json.Unmarshal(value.Value, &read))
	return asHeard.Replace(read)
}

// hears waits until a screen reader has this.
func (p *panel) hears(want heardNode) {
	p.t.Helper()
	require.EventuallyWithT(p.t, func(c *assert.CollectT) { assert.Contains(c, p.tree(), want) }, e2e.Patience, e2e.PollInterval)
}

func TestAScreenReaderHearsWhoIsHowAndWhyNot(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
	bots := meeting.Bots(roomclient.Bots{Count: 2, Audio: true})
	ann, ben := bots[0], bots[1]
	alice.shows(4)
	dan.Sees(alice.ID, here)
	dan.Do("(id) => meeting.participants.joined.get(id).pin()", ann.ID)

	alice.hears(heardNode{Role: "grid", Name: "People in the meeting"})
	alice.hears(heardNode{Role: "gridcell", Name: ann.Name + ", microphone on, camera off, pinned"})
	alice.hears(heardNode{Role: "gridcell", Name: ben.Name + ", microphone on, camera off"})
	alice.hears(heardNode{Role: "gridcell", Name: "Alice, microphone off, camera off, you"})
	alice.hears(heardNode{Role: "button", Name: "Mute " + ben.Name})
	alice.hears(heardNode{Role: "button", Name: "Pin " + ben.Name})
	alice.hears(heardNode{Role: "button", Name: "Unpin " + ann.Name})
	alice.hears(heardNode{Role: "button", Name: "Remove " + ben.Name})
	alice.hears(heardNode{Role: "button", Name: "Turn off " + ben.Name + "’s camera", Description: "The camera is off already.", Disabled: true})
	alice.hears(heardNode{Role: "button", Name: "Mute all", Description: "2 microphones are on"})
	alice.hears(heardNode{Role: "button", Name: "Leave"})
	alice.hears(heardNode{Role: "button", Name: "End for everybody"})
	alice.hears(heardNode{Role: "searchbox", Name: "Search by name"})

	dan.Do("(id) => meeting.participants.updatePermissions([id], { kickParticipant: false })", alice.ID)
	alice.hears(heardNode{Role: "button", Name: "Remove " + ben.Name, Description: "Your preset does not grant kick_participant.", Disabled: true})
	alice.announces("status", "What you may do here has changed.")
	dan.Do("(id) => meeting.participants.updatePermissions([id], { kickParticipant: true })", alice.ID)
	alice.hears(heardNode{Role: "button", Name: "Remove " + ben.Name})

	alice.click(button("kick", ben.ID))
	alice.hears(heardNode{Role: "dialog", Name: "Remove " + ben.Name + "?", Description: ben.Name + " leaves the meeting at once. This cannot be undone, but they may be able to join again."})
	alice.hears(heardNode{Role: "button", Name: "Cancel"})
	alice.key("\u001b")

	meeting.TellBot(ben.ID, object{"audio": false})
	alice.hears(heardNode{Role: "gridcell", Name: ben.Name + ", microphone off, camera off"})
}

func TestAScreenReaderHearsTheStage(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, e2e.Who{Name: "Alice", Preset: "webinar-host"})
	bob := meeting.Join(e2e.Who{Name: "Bob", Preset: "webinar-viewer"})
	alice.shows(2)
	bob.Do("meeting.stage.requestAccess()")
	alice.hears(heardNode{Role: "gridcell", Name: "Bob, microphone off, camera off, asks to come on stage"})
}

func TestAnnouncementsTakeNoFocus(t *testing.T) {
	t.Parallel()
	meeting := rig.Meeting(t)
	alice := open(t, meeting, host)
	meeting.Bots(roomclient.Bots{Count: 12, Audio: true})
	dan := meeting.Join(e2e.Who{Name: "Dan", Preset: "host"})
	dan.Sees(alice.ID, here)
	alice.shows(14)
	alice.Do(`() => {
		window.announced = [];
		for (const role of ["status", "alert"]) {
			const region = find("[role=" + role + "]:not(dialog *)");
			new MutationObserver(() => region.textContent && announced.push(region.textContent)).observe(region, { childList: true });
		}
	}`, "watch")
	alice.click("[type=search]")
	alice.Do("controls.perform({ action: 'disableAllAudio' })")
	alice.announces("status", "12 muted")
	require.Equal(t, []string{"12 muted"}, e2e.Eval[[]string](alice.Tab, "announced"), "many results are one sentence")
	alice.focusIs("[type=search]")
	dan.Do("(id) => meeting.participants.updatePermissions([id], { pinParticipant: false })", alice.ID)
	alice.announces("status", "What you may do here has changed.")
	alice.focusIs("[type=search]")
}
