//go:build js && wasm

package port

import (
	"github.com/gavel-rtc/gavel/internal/action"
	"github.com/gavel-rtc/gavel/internal/batch"
	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
	"github.com/gavel-rtc/gavel/wasm/rtk"
)

// Call implements control.Meeting. An action's name is that of the SDK's method.
func (p *Port) Call(stop <-chan struct{}, call control.Call) error {
	spec, known := action.Of(call.Action)
	if !known {
		return failure(meeting.ReasonUnsupported, "there is no action "+string(call.Action))
	}
	object, err := p.object(spec.Object, call)
	if err != nil {
		return err
	}
	if spec.Needs&action.NeedsPinned != 0 {
		if pinned, _ := bridge.Bool(object.Value(), "isPinned"); !pinned {
			return failure(meeting.ReasonNotPinned, "this participant is not pinned; unpin would take the pin from whoever is")
		}
	}
	if spec.RefusedLater == "" {
		err = p.send(stop, object, spec, call)
	} else {
		err = p.sendAndListen(stop, object, spec, call)
	}
	if err == bridge.ErrStopped {
		return failure(meeting.ReasonAborted, "nobody waits for it any more")
	}
	return err
}

// sendAndListen is send for a method whose refusal comes when its promise has resolved.
func (p *Port) sendAndListen(stop <-chan struct{}, object rtk.Object, spec action.Spec, call control.Call) error {
	refusal, err := bridge.Call(p.collector, "listenForRefusal", spec.RefusedLater)
	if err != nil {
		return failure(meeting.ReasonFailed, err.Error())
	}
	defer bridge.Call(refusal, "end") // it throws nothing
	if err := p.send(stop, object, spec, call); err != nil {
		return err
	}
	refused, err := bridge.Get(refusal, "refused")
	if err != nil {
		return failure(meeting.ReasonFailed, err.Error())
	}
	return rtk.Await(stop, refused)
}

// TurnOn implements control.Meeting.
func (p *Port) TurnOn(stop <-chan struct{}, device meeting.Flags) error {
	method := "enableAudio"
	if device == meeting.VideoOn {
		method = "enableVideo"
	}
	err := rtk.Of(p.scope, p.Meeting()).Self().Send(stop, method)
	if err == bridge.ErrStopped {
		return failure(meeting.ReasonAborted, "nobody waits for it any more")
	}
	return err
}

// Send implements control.Meeting.
func (p *Port) Send(call control.Call) {
	spec, known := action.Of(call.Action)
	if !known {
		return
	}
	if object, err := p.object(spec.Object, call); err == nil {
		object.Post(spec.Call(), arguments(spec, call)...)
	}
}

// send calls the SDK's method of an action, with what it takes.
func (p *Port) send(stop <-chan struct{}, object rtk.Object, spec action.Spec, call control.Call) error {
	switch spec.Takes {
	case action.EachID:
	case action.Moving:
		return p.move(stop, call)
	case action.Spotlight:
		if tab := call.Spotlight; tab.TabID != "" {
			if err := object.Send(stop, "setSelfActiveTab", map[string]any{"type": tab.TabType, "id": tab.TabID}, rtk.ByUser); err != nil {
				return err
			}
		}
		fallthrough
	default:
		return object.Send(stop, spec.Call(), arguments(spec, call)...)
	}
	for _, person := range call.Each {
		if err := object.Send(stop, string(spec.One), bridge.IDValue(string(person.ID))); err != nil {
			return err
		}
	}
	return nil
}

// move moves people from each meeting where some are.
func (p *Port) move(stop <-chan struct{}, call control.Call) error {
	connected := rtk.Of(p.scope, p.Meeting()).ConnectedMeetings()
	for each := call.Each; len(each) > 0; {
		from := each[0].In
		var users []any
		var others []control.Person
		for _, person := range each {
			if person.In == from {
				users = append(users, bridge.IDValue(string(person.UserID)))
			} else {
				others = append(others, person)
			}
		}
		if err := connected.Move(stop, from, call.To, call.PresetID, users); err != nil {
			return err
		}
		each = others
	}
	return nil
}

// arguments are what the method of an action takes.
func arguments(spec action.Spec, call control.Call) []any {
	switch spec.Takes {
	case action.AllowUnmute:
		return []any{true}
	case action.ID:
		return []any{bridge.IDValue(string(call.Target))}
	case action.UserIDs:
		return []any{ids(call.Each, func(person control.Person) string { return string(person.UserID) })}
	case action.Titles:
		return []any{rtk.Titled(call.Titles)}
	case action.MeetingIDs:
		return []any{participantIDs(call)}
	case action.NewPoll:
		return rtk.PollArguments(call.Poll)
	case action.Spotlight:
		return []any{call.Spotlight.On}
	case action.AllowMultiple:
		if call.AllowMultiple {
			return []any{map[string]any{"allowMultiple": true}}
		}
	case action.NoScreenShare, action.Patch, action.ToLock, action.ToUnlock:
		return []any{participantIDs(call), call.Permissions.Fields()}
	case action.Asking:
		return []any{batch.RequestMessage, map[string]any{"kind": meeting.RequestKind(spec.Asks)}, map[string]any{"participantIds": participantIDs(call)}}
	}
	return nil
}

func participantIDs(call control.Call) []any {
	return ids(call.Each, func(person control.Person) string { return string(person.ID) })
}

func ids(people []control.Person, of func(control.Person) string) []any {
	values := make([]any, len(people))
	for i, person := range people {
		values[i] = bridge.IDValue(of(person))
	}
	return values
}

// object returns the object that has the method, as it is in the meeting now.
func (p *Port) object(of action.Object, call control.Call) (rtk.Object, error) {
	m := rtk.Of(p.scope, p.Meeting())
	switch {
	case of == action.Meeting:
		return m, nil
	case of == action.Participants:
		return m.Participants(), nil
	case of == action.Stage:
		return m.Stage(), nil
	case of == action.Recording:
		return m.Recording(), nil
	case of == action.Livestream:
		return m.Livestream(), nil
	case of == action.Chat:
		return m.Chat(), nil
	case of == action.Polls:
		return m.Polls(), nil
	case of == action.ConnectedMeetings:
		return m.ConnectedMeetings(), nil
	case of == action.Meta:
		return m.Meta(), nil
	case of == action.Plugin:
		plugin, ok := m.Plugins().Plugin(call.Target)
		if !ok {
			return nil, failure(meeting.ReasonNotFound, "there is no plugin with this id")
		}
		return plugin, nil
	case call.OnSelf:
		return m.Self(), nil
	}
	participant, ok := m.Participants().Joined().Get(call.Target)
	if !ok {
		return nil, failure(meeting.ReasonNoSuchParticipant, "there is no participant with this id in the meeting")
	}
	return participant, nil
}
