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
	if spec.Takes != action.EachID {
		return object.Send(stop, spec.Call(), arguments(spec, call)...)
	}
	for _, person := range call.Each {
		if err := object.Send(stop, string(spec.One), bridge.IDValue(string(person.ID))); err != nil {
			return err
		}
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
	case call.OnSelf:
		return m.Self(), nil
	}
	participant, ok := m.Participants().Joined().Get(call.Target)
	if !ok {
		return nil, failure(meeting.ReasonNoSuchParticipant, "there is no participant with this id in the meeting")
	}
	return participant, nil
}
