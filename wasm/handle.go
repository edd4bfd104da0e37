//go:build js && wasm

package main

import (
	"runtime"

	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/dom"
	"github.com/gavel-rtc/gavel/wasm/hostcontrols"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

// handle is what a page's HostControls object stands on.
type handle struct {
	scope     *bridge.Scope
	controls  *hostcontrols.HostControls
	snapshots snapshots
	notify    safejs.Value
	panel     *dom.Panel // nil without one
	heard     bool       // somebody listens to changes
	read      bool       // or to the journal
}

// attach(meeting, confirmTimeoutMs, notify) gives { handle } or { error }.
func (p *program) attach(args arguments) any {
	timeout, err := readTimeout(args.at(1))
	if err != nil {
		return failed(err)
	}
	controls, err := hostcontrols.Open(args.at(0), hostcontrols.Options{
		CreateCollector: p.createCollector,
		ConfirmTimeout:  timeout,
		OnCrash:         p.crash,
	})
	if err != nil {
		return failed(err)
	}
	h := &handle{scope: p.scope.Child(), controls: controls, notify: args.at(2)}
	h.scope.OnClose(controls.Close)
	controls.Subscribe(h.tell)
	object, err := object(h.scope, map[string]function{
		"snapshot": h.snapshot,
		"can":      h.can,
		"select":   h.selectPeople,
		"perform":  h.perform,
		"accept":   h.accept,
		"decline":  h.decline,
		"show":     h.show,
		"hear":     h.hear,
		"close":    h.close,
		"policy":   h.policy,
		"former":   h.former,
		"journal":  h.journal,
		"memory":   h.memory,
		"recall":   h.recall,
	})
	if err != nil {
		h.scope.Close()
		return failed(err)
	}
	return map[string]any{"handle": object}
}

func (p *program) counts(arguments) any {
	return map[string]any{
		"callbacks":   bridge.Callbacks(),
		"goroutines":  runtime.NumGoroutine(),
		"controllers": hostcontrols.Controllers(),
	}
}

func (h *handle) snapshot(arguments) any {
	return h.snapshots.of(h.controls.State())
}

// can(command), or can(action, target), gives { verdict } or { error }.
func (h *handle) can(args arguments) any {
	var command meeting.Command
	var err error
	if asked := args.at(0); bridge.IsObject(asked) {
		command, err = readCommand(asked)
	} else {
		command, err = readTarget(asked, args.at(1))
		command, err = checked(command, err, false)
	}
	if err != nil {
		return failed(err)
	}
	return map[string]any{"verdict": verdictData(h.controls.CanCommand(command))}
}

// perform(command, signal, delayMs, onProgress) gives a promise of { outcome } or { error }.
func (h *handle) perform(args arguments) any {
	return h.promise(args.at(1), func(stop <-chan struct{}) any { return h.answer(stop, args) })
}

// promise is one of the answer that work gives.
func (h *handle) promise(signal safejs.Value, work func(stop <-chan struct{}) any) any {
	promise, err := h.scope.Promise(signal, func(stop <-chan struct{}) (any, error) { return work(stop), nil })
	if err != nil {
		answer := failed(badInput("", err.Error()))
		promise, _ = h.scope.Promise(safejs.Undefined(), func(<-chan struct{}) (any, error) { return answer, nil })
	}
	return promise
}

// accept(kind) does what others ask of oneself and gives a promise of {} or { error }.
func (h *handle) accept(args arguments) any {
	return h.promise(safejs.Undefined(), func(stop <-chan struct{}) any {
		if err := h.controls.AcceptUntil(stop, requested(args)); err != nil {
			return failed(err)
		}
		return map[string]any{}
	})
}

// decline(kind) answers it with no.
func (h *handle) decline(args arguments) any {
	h.controls.Decline(requested(args))
	return nil
}

// requested is the device of a kind; only the package calls, with what it was told.
func requested(args arguments) meeting.Flags {
	kind, _ := bridge.AsString(args.at(0), "kind")
	return meeting.RequestedDevice(kind)
}

func (h *handle) answer(stop <-chan struct{}, args arguments) any {
	command, err := readCommand(args.at(0))
	if err != nil {
		return failed(err)
	}
	options, err := readPerformOptions(args.at(2), args.at(3))
	if err != nil {
		return failed(err)
	}
	ended, err := h.controls.PerformUntil(stop, command, options)
	if err != nil {
		return failed(err)
	}
	return map[string]any{"outcome": outcomeData(ended)}
}

// show(createApplier, requests, holdBackMs, typeFrom, hidden) shows the panel, once, and gives {} or { error }.
func (h *handle) show(args arguments) any {
	controls := dom.Controls{State: h.controls.State, Start: h.controls.StartLater, Subscribe: h.controls.Subscribe, Decline: h.controls.Decline,
		SetPolicy: h.controls.SetPolicy, EndPolicy: h.controls.EndPolicy, FormerPolicies: h.controls.FormerPolicies, Journal: h.controls.Journal}
	if wanted, _ := bridge.AsBool(args.at(1), "requests"); wanted {
		controls.Accept = h.controls.AcceptUntil
	}
	var err error
	if controls.HoldBack, err = readDelay(args.at(2), "options.holdBackMs"); err != nil {
		return failed(err)
	}
	from, _ := bridge.AsNumber(args.at(3), "typeFrom") // ours
	controls.TypeFrom = int(from)
	controls.Hidden, _ = bridge.AsString(args.at(4), "hidden")
	panel, err := dom.Open(h.scope, controls, args.at(0))
	if err != nil {
		return failed(err)
	}
	h.panel = panel
	h.controls.OnSpeaker(panel.Speak)
	return map[string]any{}
}

// hear(type) has changes told from now on, or what the journal gains: a page that only shows the
// panel has nobody to tell.
func (h *handle) hear(args arguments) any {
	if kind, _ := bridge.AsString(args.at(0), "type"); kind == "journal" {
		h.read = true
	} else {
		h.heard = true
	}
	return nil
}

// close lets go of everything, this very function included, once it has returned.
func (h *handle) close(arguments) any {
	if h.panel != nil {
		h.panel.Close()
	}
	h.controls.Close()
	h.scope.Go(func() {
		h.scope.Close()
		// The page cannot let go of what Go still refers to of the panel and the meeting.
		runtime.GC()
	})
	return nil
}

func (h *handle) tell(update meeting.Update) {
	if h.heard {
		h.say("change", nil)
	}
	if count := len(update.Knocked); count > 0 {
		h.say("knock", map[string]any{"count": count})
	}
	for _, device := range [...]meeting.Flags{meeting.AudioOn, meeting.VideoOn} {
		if update.Requested.Has(device) {
			h.say("request", map[string]any{"kind": meeting.RequestKind(device)})
		}
	}
	for _, yielded := range update.Yielded {
		h.say("notice", yieldData(yielded))
	}
	for i := range update.Returned {
		h.say("notice", returnedData(&update.Returned[i]))
	}
	for i := range update.Entries {
		if h.read {
			h.say("journal", entryData(&update.Entries[i]))
		}
	}
	for _, ended := range update.Ended {
		if ended.Err == nil {
			h.say("outcome", outcomeData(ended.Outcome))
		}
	}
	if update.Over != "" {
		h.say("closed", map[string]any{"state": string(update.Over)})
	}
	if update.Broken != nil {
		h.say("crash", errorData(update.Broken))
	}
}

// say calls notify. What it throws is the page's affair.
func (h *handle) say(kind string, detail any) {
	if bridge.IsFunction(h.notify) {
		bridge.Invoke(h.notify, kind, detail)
	}
}
