//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// failed is the answer of a function of the api that has no other.
func failed(err error) map[string]any {
	return map[string]any{"error": errorData(err)}
}

// errorData is an error as plain data. Its cause is what the page or the SDK threw.
func errorData(err error) safejs.Value {
	failure, ok := err.(*meeting.Error)
	if !ok {
		failure = &meeting.Error{Reason: meeting.ReasonFailed, Code: meeting.ReasonFailed.Code(), Message: err.Error()}
	}
	message := failure.Message
	if message == "" {
		message = meeting.MessageOf(failure.Reason, failure.Permission).Text()
	}
	var w writer
	w.open("", '{')
	w.text("reason", string(failure.Reason))
	w.text("code", failure.Code)
	w.text("message", message)
	w.textIf("action", string(failure.Action))
	w.textIf("permission", failure.Permission)
	w.close('}')
	data := w.parse()
	if thrown, ok := failure.Cause.(*bridge.Thrown); ok {
		bridge.Set(data, "cause", thrown.Value) // a plain object of ours takes anything
	}
	return data
}

// badInput inlined wherever it is called would be 10 KB.
//
//go:noinline
func badInput(action meeting.Action, message string) *meeting.Error {
	return &meeting.Error{Reason: meeting.ReasonBadInput, Code: meeting.ReasonBadInput.Code(), Action: action, Message: message}
}

func verdictData(v meeting.Verdict) safejs.Value {
	var w writer
	w.open("", '{')
	w.yes("allowed", v.Allowed)
	if v.Allowed {
		w.yes("pending", v.Pending)
	} else {
		w.refusal(v.Reason, v.Permission, v.Message)
	}
	if v.Rows != nil {
		w.open("rows", '[')
		for _, row := range v.Rows {
			w.open("", '{')
			w.id("id", string(row.ID))
			w.yes("allowed", row.Allowed)
			if !row.Allowed {
				w.refusal(row.Reason, row.Permission, row.Message)
			}
			w.close('}')
		}
		w.close(']')
	}
	w.close('}')
	return freezeDeep(w.parse())
}

func (w *writer) refusal(reason meeting.Reason, permission string, message meeting.Message) {
	w.text("reason", string(reason))
	w.textIf("permission", permission)
	w.text("message", message.Text())
}

func yieldData(y meeting.Yield) safejs.Value {
	var w writer
	w.open("", '{')
	if y.Policy != "" {
		w.text("kind", "policyYielded")
		w.text("policy", string(y.Policy))
	} else {
		w.text("kind", "lockYielded")
		w.text("what", string(y.What))
	}
	w.id("id", string(y.ID))
	w.text("name", y.Name)
	w.close('}')
	return freezeDeep(w.parse())
}

func outcomeData(o meeting.Outcome) safejs.Value {
	var w writer
	w.open("", '{')
	w.text("action", string(o.Action))
	w.text("status", string(o.Status))
	w.number("elapsedMs", o.Elapsed.Milliseconds())
	w.open("targets", '[')
	for _, target := range o.Targets {
		w.open("", '{')
		w.id("id", string(target.ID))
		w.id("userId", string(target.UserID))
		w.text("name", target.Name)
		w.text("status", string(target.Status))
		w.textIf("code", target.Code)
		w.textIf("message", target.Message.Text())
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return freezeDeep(w.parse())
}
