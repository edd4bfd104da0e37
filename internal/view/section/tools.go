package section

import (
	"slices"
	"strings"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// Tools is the section of polls, plugins and the spotlight: a dialog that is drawn while it is open.
type Tools struct {
	basis *Basis
	// Open tells that it is looked at.
	Open bool
}

// NewTools returns the section.
func NewTools(basis *Basis) *Tools { return &Tools{basis: basis} }

// mostPolls is how many polls are listed: the newest.
const mostPolls = 50

// ToolsShown is the section as it is to be seen; closed it has nothing else.
type ToolsShown struct {
	There, Open bool
	Poll        Button // begins one
	SeesPolls   bool
	Polls       []meeting.Poll
	Plugins     []ToolShown
	Spotlight   Button
	Spotlit     bool        // it is on
	Sharers     []ToolShown // who shares a screen, where the spotlight can be on it
}

// ToolShown is a plugin, or somebody who shares a screen.
type ToolShown struct {
	ID, Name string
	Active   bool
	Button   Button // opens and closes a plugin
	Show     Button // has everybody look at it
}

// Kinds of what the spotlight can be on, as the SDK calls them.
const (
	pluginTab = "plugin"
	screenTab = "screenshare"
)

// The actions that the section has once, by what they take.
var (
	pollSpec      = toolTaking(action.NewPoll)
	spotlightSpec = toolTaking(action.Spotlight)
)

func toolTaking(takes action.Argument) action.Spec {
	return toolsAll[slices.IndexFunc(toolsAll, func(s slot) bool { return s.spec.Takes == takes })].spec
}

// Poll is the command that begins a poll; options are the lines of a text.
func (t *Tools) Poll(question, options string, anonymous, hideVotes bool) meeting.Command {
	poll := &meeting.NewPoll{Question: strings.TrimSpace(question), Anonymous: anonymous, HideVotes: hideVotes}
	for line := range strings.SplitSeq(options, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			poll.Options = append(poll.Options, line)
		}
	}
	return meeting.Command{Action: pollSpec.Name, Poll: poll}
}

// Turn is what a press of the spotlight's switch asks for; or, with the kind and the id of a tab,
// one that shows this to everybody.
func (t *Tools) Turn(tab meeting.ParticipantID) *meeting.Spotlight {
	kind, id, chosen := strings.Cut(string(tab), ":")
	if !chosen {
		return &meeting.Spotlight{On: !t.basis.State.Room.Spotlight}
	}
	return &meeting.Spotlight{On: true, TabType: kind, TabID: id}
}

// Shown returns what is to be seen now.
func (t *Tools) Shown() (shown ToolsShown) {
	state := t.basis.State
	if !t.basis.Live {
		return shown
	}
	poll, spotlight := t.basis.Button(pollSpec, ""), t.basis.Button(spotlightSpec, "")
	shown.There = poll.State != ButtonFolded || spotlight.State != ButtonFolded || slices.ContainsFunc(state.Plugins, func(plugin meeting.Plugin) bool {
		return t.plugin(&plugin).State != ButtonFolded
	})
	if !shown.There || !t.Open {
		return shown
	}
	shown.Open, shown.Poll, shown.Spotlight, shown.Spotlit = true, poll, spotlight, state.Room.Spotlight
	shown.SeesPolls = state.Self.Permissions.Has(meeting.PollsCanView)
	shown.Polls = state.Polls[max(0, len(state.Polls)-mostPolls):]
	for i := range state.Plugins {
		plugin := &state.Plugins[i]
		one := ToolShown{ID: string(plugin.ID), Name: plugin.Name, Active: plugin.Active, Button: t.plugin(plugin)}
		if plugin.Active {
			one.Show = spotlight
		}
		shown.Plugins = append(shown.Plugins, one)
	}
	if spotlight.State == ButtonFolded {
		return shown
	}
	share := func(id meeting.ParticipantID, name string, flags meeting.Flags) {
		if flags.Has(meeting.ScreenShareOn) {
			shown.Sharers = append(shown.Sharers, ToolShown{ID: string(id), Name: name, Show: spotlight})
		}
	}
	share(state.Self.ID, state.Self.Name, state.Self.Flags)
	for p := range state.Joined.All() {
		share(p.ID, p.Name, p.Flags)
	}
	return shown
}

// plugin is the button that opens a plugin, or closes it.
func (t *Tools) plugin(plugin *meeting.Plugin) Button {
	return t.basis.Button(toolsRow[0].of(t.basis.State, plugin.ID), plugin.ID)
}

// Diff writes what has changed since from.
func (to *ToolsShown) Diff(from *ToolsShown, p *Patch) {
	if from.There != to.There || from.Open != to.Open {
		p.Op("tools").Bool(to.There).Bool(to.Open)
	}
	if !to.Open {
		return
	}
	isNew := !from.Open
	if isNew || from.Poll != to.Poll || from.SeesPolls != to.SeesPolls || !slices.Equal(from.Polls, to.Polls) {
		p.Op("tools.polls").button(&to.Poll).Bool(to.SeesPolls)
		for i := range to.Polls {
			p.String(to.Polls[i].Question)
		}
	}
	if isNew || !slices.Equal(from.Plugins, to.Plugins) {
		p.Op("tools.plugins")
		for i := range to.Plugins {
			to.Plugins[i].write(pluginTab, p)
		}
	}
	if isNew || from.Spotlight != to.Spotlight || from.Spotlit != to.Spotlit || !slices.Equal(from.Sharers, to.Sharers) {
		p.Op("tools.spotlight").button(&to.Spotlight).Bool(to.Spotlit)
		for i := range to.Sharers {
			to.Sharers[i].write(screenTab, p)
		}
	}
}

func (one *ToolShown) write(kind string, p *Patch) {
	p.String(kind).String(one.ID).String(one.Name).Bool(one.Active).button(&one.Button).button(&one.Show)
}
