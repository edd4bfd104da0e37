//go:build js && wasm

package port

import (
	"github.com/gavel-rtc/gavel/internal/action"
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
	err = send(stop, object, spec, call)
	if err == bridge.ErrStopped {
		return failure(meeting.ReasonAborted, "nobody waits for it any more")
	}
	return err
}

// send calls the SDK's method of an action, with what it takes.
func send(stop <-chan struct{}, object rtk.Object, spec action.Spec, call control.Call) error {
	name := string(spec.Name)
	switch spec.Takes {
	case action.AllowUnmute:
		return object.Send(stop, name, true)
	case action.ID:
		return object.Send(stop, name, bridge.IDValue(string(call.Target)))
	case action.UserIDs:
		ids := make([]any, len(call.Each))
		for i, person := range call.Each {
			ids[i] = bridge.IDValue(string(person.UserID))
		}
		return object.Send(stop, name, ids)
	case action.EachID:
		for _, person := range call.Each {
			if err := object.Send(stop, string(spec.One), bridge.IDValue(string(person.ID))); err != nil {
				return err
			}
		}
		return nil
	}
	return object.Send(stop, name)
}

// object returns the object that has the method, as it is in the meeting now.
func (p *Port) object(of action.Object, call control.Call) (rtk.Object, error) {
	m := rtk.Of(p.scope, p.Meeting())
	switch {
	case of == action.Meeting:
		return m, nil
	case of == action.Participants:
		return m.Participants(), nil
	case call.OnSelf:
		return m.Self(), nil
	}
	participant, ok := m.Participants().Joined().Get(call.Target)
	if !ok {
		return nil, failure(meeting.ReasonNoSuchParticipant, "there is no participant with this id in the meeting")
	}
	return participant, nil
}
