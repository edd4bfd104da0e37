package section

import (
	"slices"

	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// ChooseRoom is the item in the menu of a row that opens the dialog of rooms for one person.
const ChooseRoom meeting.Action = "rooms"

// mostInRoom is how many of a room are listed; of the rest there is a number.
const mostInRoom = 20

// The actions on connected meetings.
var (
	createRooms = specTaking(action.Titles)
	moveToRoom  = specTaking(action.Moving)
	deleteRoom  = specTaking(action.MeetingIDs)
)

func specTaking(argument action.Argument) action.Spec {
	all := action.All()
	return all[slices.IndexFunc(all, func(spec action.Spec) bool { return spec.Takes == argument })]
}

// Rooms is the section of connected meetings: a button, and the dialog it opens. What is in that is
// drawn only while it is open.
type Rooms struct {
	basis     *Basis
	selection *Selection
	open      bool
	chosen    meeting.ParticipantID // whom it was opened for; "" for the selected

	known []meeting.ConnectedMeeting // what where is of
	where map[meeting.UserID]int     // in which of them everybody is
}

// NewRooms returns the section, which moves the selected.
func NewRooms(basis *Basis, selection *Selection) *Rooms {
	return &Rooms{basis: basis, selection: selection}
}

// RoomsShown is the section as it is to be seen; where there is nothing to do in it, it is not there.
type RoomsShown struct {
	There bool
	Count int // of the breakout meetings
	Open  bool
	RoomsHead
	All []RoomShown // the parent first
}

// RoomsHead is what the dialog has once.
type RoomsHead struct {
	Chosen  int    // how many can be moved
	Name    string // of the only one
	Create  Button
	AllBack Button
	OneBack Button // the same for everybody who is listed
}

// RoomShown is one connected meeting in the dialog.
type RoomShown struct {
	RoomFacts
	People []RoomPerson // the first of them
}

// RoomFacts are what there is to say of a connected meeting, and to do.
type RoomFacts struct {
	ID, Title      string
	IsParent, Here bool // Here is where oneself is
	Size           int
	Delete         Button
	Move           Button // those chosen there
	Go             Button // oneself
}

// RoomPerson is somebody in a connected meeting.
type RoomPerson struct {
	ID      meeting.UserID
	Name    string
	IsSelf  bool
	IsMoved bool // a command is under way
}

// Open opens the dialog, for one person or with "" for the selected.
func (r *Rooms) Open(chosen meeting.ParticipantID) { r.open, r.chosen = true, chosen }

// Close closes it.
func (r *Rooms) Close() { r.open, r.chosen = false, "" }

// MoveTo is the command that moves those chosen to a connected meeting.
func (r *Rooms) MoveTo(id string) meeting.Command {
	command := meeting.Command{Action: moveToRoom.Name, Move: &meeting.Move{To: id}}
	r.locate()
	to := r.indexOf(id)
	for _, user := range r.users() {
		if in, found := r.where[user]; found && in != to {
			command.Targets = append(command.Targets, meeting.ParticipantID(user))
		}
	}
	if len(command.Targets) == 1 {
		command.Target, command.Targets = command.Targets[0], nil
	}
	return command
}

// GoTo is the command that has oneself go to a connected meeting.
func (r *Rooms) GoTo(id string) meeting.Command {
	return meeting.Command{Action: moveToRoom.Name, Target: meeting.ParticipantID(r.basis.State.Self.UserID), Move: &meeting.Move{To: id}}
}

// Create is the command that creates connected meetings.
func (r *Rooms) Create(titles []string) meeting.Command {
	return meeting.Command{Action: createRooms.Name, Titles: titles}
}

// ButtonFor is the control of a command of these.
func (r *Rooms) ButtonFor(command meeting.Command) Button {
	button := Button{Action: command.Action, State: ButtonReady, Count: max(1, len(command.Targets))}
	switch verdict := control.CanCommand(r.basis.State, command); {
	case verdict.Pending:
		button.State = ButtonBusy
	case !verdict.Allowed:
		button.State, button.Why, button.Permission = ButtonBlocked, verdict.Message.Key, verdict.Permission
	}
	return button
}

// users are those chosen: whom the dialog was opened for, as long as they are here, or the selected.
func (r *Rooms) users() (users []meeting.UserID) {
	state := r.basis.State
	if p := state.Joined.Get(r.chosen); p != nil {
		return []meeting.UserID{p.UserID}
	}
	for _, id := range r.selection.Targets() {
		if user := state.Joined.Get(id).UserID; user != state.Self.UserID && !slices.Contains(users, user) {
			users = append(users, user)
		}
	}
	return users
}

// locate finds out where everybody is, once for each list of meetings.
func (r *Rooms) locate() {
	now := r.basis.State.ConnectedMeetings
	if len(now) == len(r.known) && (len(now) == 0 || &now[0] == &r.known[0]) {
		return
	}
	r.known, r.where = now, map[meeting.UserID]int{}
	for i := range now {
		for k := range now[i].Participants {
			r.where[now[i].Participants[k].UserID] = i
		}
	}
}

func (r *Rooms) indexOf(id string) int {
	return slices.IndexFunc(r.known, func(one meeting.ConnectedMeeting) bool { return one.ID == id })
}

// has tells that the page and the meeting have connected meetings, and that there is something to
// do with them.
func (r *Rooms) has() bool {
	state := r.basis.State
	rights := state.Self.Permissions
	may := r.basis.ever.Has(moveToRoom.Permission) || rights.Has(meeting.CanSwitchConnectedMeetings) || rights.Has(meeting.CanSwitchToParentMeeting)
	return r.basis.Live && may && control.Lacks(state, &moveToRoom) == "" && state.ConnectedMeeting("") != nil
}

// Shown returns what is to be seen now.
func (r *Rooms) Shown() (shown RoomsShown) {
	if !r.has() {
		r.Close()
		return shown
	}
	state := r.basis.State
	shown.There, shown.Count, shown.Open = true, len(state.ConnectedMeetings)-1, r.open
	if !r.open {
		return shown
	}
	r.locate()
	users := r.users()
	shown.Create, shown.AllBack = r.basis.Button(createRooms, ""), r.basis.Button(moveToRoom, "")
	if shown.Count == 0 {
		shown.AllBack = Button{}
	}
	shown.OneBack = shown.AllBack
	shown.OneBack.Mark = MarkNone
	if shown.AllBack.State != ButtonFolded && shown.AllBack.State != ButtonBlocked {
		shown.OneBack = Button{Action: moveToRoom.Name, State: ButtonReady}
	}
	inRoom := make([]int, len(r.known)) // how many of those chosen
	for _, user := range users {
		if in, found := r.where[user]; found {
			inRoom[in]++
			shown.Chosen++
		}
	}
	if shown.Chosen == 1 {
		shown.Name = r.nameOf(users)
	}
	draw := r.drawing(shown.OneBack)
	shown.All = make([]RoomShown, len(r.known))
	for i := range r.known {
		shown.All[i] = draw.room(&r.known[i], shown.Chosen-inRoom[i])
	}
	return shown
}

// nameOf is what the only one of some is called who is in a connected meeting.
func (r *Rooms) nameOf(users []meeting.UserID) string {
	for _, user := range users {
		if _, who := r.basis.State.WhereIs(user); who != nil {
			return who.Name
		}
	}
	return ""
}

// roomDrawing is what all rooms are drawn of.
type roomDrawing struct {
	basis *Basis
	// other moves somebody, back and out oneself.
	other, back, out Button
	moved            map[meeting.ParticipantID]bool
	moving           map[string]bool // where somebody is moved to
	allBack          bool            // everybody is moved to the parent
}

func (r *Rooms) drawing(other Button) *roomDrawing {
	state := r.basis.State
	draw := &roomDrawing{basis: r.basis, other: other, moved: map[meeting.ParticipantID]bool{}, moving: map[string]bool{}}
	for i := range r.known {
		if one := &r.known[i]; one.ID == state.Room.MeetingID {
			continue
		} else if one.Parent {
			draw.back = r.own(one.ID)
		} else if draw.out.Action == "" {
			draw.out = r.own(one.ID)
		}
	}
	for i := range state.Pending {
		pending := &state.Pending[i]
		if pending.Action != moveToRoom.Name {
			continue
		}
		draw.allBack = draw.allBack || pending.Target == "" && pending.Targets == nil
		draw.moved[pending.Target] = true
		for _, id := range pending.Targets {
			draw.moved[id] = true
		}
		if pending.Move != nil {
			draw.moving[pending.Move.To] = true
		}
	}
	return draw
}

// own is the control that has oneself go to a connected meeting. It is not there for whoever has
// never been allowed to move anybody.
func (r *Rooms) own(id string) Button {
	button := r.ButtonFor(r.GoTo(id))
	if button.Permission != "" && !r.basis.ever.Has(moveToRoom.Permission) {
		return Button{Action: moveToRoom.Name}
	}
	button.Count = 0
	return button
}

func (d *roomDrawing) room(one *meeting.ConnectedMeeting, movable int) (shown RoomShown) {
	state := d.basis.State
	shown.RoomFacts = RoomFacts{ID: one.ID, Title: one.Title, IsParent: one.Parent, Here: one.ID == state.Room.MeetingID, Size: len(one.Participants)}
	switch {
	case shown.Here:
	case one.Parent:
		shown.Go = d.back
	default:
		shown.Go = d.out
	}
	if !one.Parent {
		shown.Delete = d.basis.Button(deleteRoom, meeting.ParticipantID(one.ID))
	}
	if movable > 0 {
		shown.Move = d.other
		shown.Move.Count = movable
		if shown.Move.Why == nobodyElsewhere {
			shown.Move.State, shown.Move.Why = ButtonReady, ""
		}
		if d.moving[one.ID] {
			shown.Move.State = ButtonBusy
		}
	}
	if d.moved[meeting.ParticipantID(state.Self.UserID)] && shown.Go.State == ButtonReady {
		shown.Go.State = ButtonBusy
	}
	listed := one.Participants[:min(len(one.Participants), mostInRoom)]
	shown.People = make([]RoomPerson, len(listed))
	for i := range listed {
		who := &listed[i]
		moved := d.moved[meeting.ParticipantID(who.UserID)] || d.allBack && !one.Parent
		shown.People[i] = RoomPerson{ID: who.UserID, Name: who.Name, IsSelf: who.UserID == state.Self.UserID, IsMoved: moved}
	}
	return shown
}

// elsewhere is how many are in a breakout meeting.
func (b *Basis) elsewhere() (people int) {
	for i := range b.State.ConnectedMeetings {
		if one := &b.State.ConnectedMeetings[i]; !one.Parent {
			people += len(one.Participants)
		}
	}
	return people
}

// nobodyElsewhere is the key of why nobody can be brought back.
var nobodyElsewhere = "already." + string(moveToRoom.Name)

// roomItem is the item of the menu of a row; it is there while there is a room to move to.
func (b *Basis) roomItem() Button {
	if !b.ever.Has(moveToRoom.Permission) || len(b.State.ConnectedMeetings) < 2 || !b.Shows("rooms") {
		return Button{}
	}
	button := Button{Action: ChooseRoom, State: ButtonReady}
	if verdict := control.Can(b.State, moveToRoom.Name, ""); !verdict.Allowed {
		button.State, button.Why, button.Permission = ButtonBlocked, verdict.Message.Key, verdict.Permission
	}
	return button
}

func (to *RoomShown) isLike(from *RoomShown) bool {
	return to.RoomFacts == from.RoomFacts && slices.Equal(to.People, from.People)
}

// Diff writes what has changed since from: each room, and then what there is once, with their order.
func (to *RoomsShown) Diff(from *RoomsShown, p *Patch) {
	if from.There != to.There || from.Count != to.Count {
		p.Op("rooms").Bool(to.There).Int(to.Count)
	}
	if !to.Open {
		if from.Open {
			p.Op("rooms.close")
		}
		return
	}
	for i := range to.All {
		is := &to.All[i]
		was := slices.IndexFunc(from.All, func(one RoomShown) bool { return one.ID == is.ID })
		if was < 0 || !is.isLike(&from.All[was]) {
			is.write(p)
		}
	}
	sameOrder := slices.EqualFunc(from.All, to.All, func(was, is RoomShown) bool { return was.ID == is.ID })
	if from.Open && sameOrder && from.RoomsHead == to.RoomsHead {
		return
	}
	p.Op("rooms.open").Int(to.Chosen).String(to.Name).button(&to.Create).button(&to.AllBack).button(&to.OneBack)
	for i := range to.All {
		p.String(to.All[i].ID)
	}
}

func (to *RoomShown) write(p *Patch) {
	p.Op("rooms.room").String(to.ID).String(to.Title).Bool(to.IsParent).Bool(to.Here).Int(to.Size).button(&to.Delete).button(&to.Move).button(&to.Go)
	for i := range to.People {
		one := &to.People[i]
		p.String(string(one.ID)).String(one.Name).Bool(one.IsSelf).Bool(one.IsMoved)
	}
}
