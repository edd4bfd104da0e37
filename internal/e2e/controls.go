package e2e

import (
	"encoding/json"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/testlimit"
)

// Controls is a participant whose page has the built package attached to its
// meeting: window.controls.
type Controls struct{ *Participant }

// AttachOptions are those of the package's attach. Without a ConfirmTimeoutMs effects
// may take the package's 10 s, or more where the machine is slow.
type AttachOptions struct {
	ConfirmTimeoutMs int `json:"confirmTimeoutMs,omitempty"`
	// Requests may be false: nobody is to ask.
	Requests *bool `json:"requests,omitempty"`
}

// Command is what is asked of perform.
type Command struct {
	Action  string   `json:"action"`
	Target  string   `json:"target,omitempty"`
	Targets []string `json:"targets,omitempty"`

	AllowMultiple bool           `json:"allowMultiple,omitempty"`
	Permissions   map[string]any `json:"permissions,omitempty"`
	What          string         `json:"what,omitempty"`
	NeverSeen     bool           `json:"neverSeen,omitempty"`
}

// Verdict is what can answers.
type Verdict struct {
	Allowed    bool
	Pending    bool
	Reason     string
	Permission string
	Message    string
	Rows       []VerdictRow
}

// VerdictRow is a verdict's row about one of several.
type VerdictRow struct {
	ID         string
	Allowed    bool
	Reason     string
	Permission string
	Message    string
}

// Outcome is what perform resolves to.
type Outcome struct {
	Action    string
	Status    string
	ElapsedMs *float64
	Targets   []TargetOutcome
}

// TargetOutcome is an outcome's row about one person.
type TargetOutcome struct {
	ID      string
	UserID  string
	Name    string
	Status  string
	Code    string
	Message string
}

// Failure is a HostControlsError.
type Failure struct {
	Reason     string
	Code       string
	Action     string
	Permission string
	Message    string
}

// Attempt is how a call ended: with a value or with an error.
type Attempt[T any] struct {
	Value T
	Error *Failure
}

// Attach loads the built package in the participant's page and attaches it to
// the meeting.
func (p *Participant) Attach(options AttachOptions) *Controls {
	p.t.Helper()
	if options.ConfirmTimeoutMs == 0 {
		options.ConfirmTimeoutMs = int(testlimit.Of(10 * time.Second).Milliseconds())
	}
	p.Do("attach", options)
	return &Controls{p}
}

// Can asks for a verdict; target is empty for an action on the whole meeting.
func (c *Controls) Can(action, target string) Verdict {
	c.t.Helper()
	return Eval[Verdict](c.Tab, "(action, target) => controls.can(action, target || undefined)", action, target)
}

// CanCommand asks for the verdict of a whole command.
func (c *Controls) CanCommand(command Command) Verdict {
	c.t.Helper()
	return Eval[Verdict](c.Tab, "(command) => controls.can(command)", command)
}

// AwaitVerdict waits until can answers what the condition, a JavaScript
// function of the verdict, wants.
func (c *Controls) AwaitVerdict(action, target, condition string) {
	c.t.Helper()
	c.Await("(action, target) => ("+condition+")(controls.can(action, target || undefined))", action, target)
}

// AwaitSnapshot waits until the snapshot is as the condition, a JavaScript
// function of it, wants.
func (c *Controls) AwaitSnapshot(condition string) {
	c.t.Helper()
	c.Await("(" + condition + ")(controls.snapshot)")
}

// Perform performs and requires that it ends with an outcome.
func (c *Controls) Perform(action, target string) Outcome {
	c.t.Helper()
	return c.Begin(action, target).Outcome()
}

// Refused performs and requires that it ends with an error.
func (c *Controls) Refused(action, target string) Failure {
	c.t.Helper()
	return c.Begin(action, target).Failure()
}

// Performing is a call of perform that is under way.
type Performing struct {
	controls *Controls
	number   int
}

// Begin calls perform and does not wait.
func (c *Controls) Begin(action, target string) Performing {
	c.t.Helper()
	return c.BeginTogether(Command{Action: action, Target: target})[0]
}

// BeginCommand calls perform with any command and does not wait.
func (c *Controls) BeginCommand(command map[string]any) Performing {
	c.t.Helper()
	return Performing{c, Eval[int](c.Tab, "begin", command)}
}

// BeginTogether calls perform for several commands at once and does not wait.
func (c *Controls) BeginTogether(commands ...Command) []Performing {
	c.t.Helper()
	var begun []Performing
	for _, number := range Eval[[]int](c.Tab, "(commands) => commands.map(begin)", commands) {
		begun = append(begun, Performing{c, number})
	}
	return begun
}

// Abort aborts the signal that was passed to perform.
func (p Performing) Abort() {
	p.controls.t.Helper()
	p.controls.Do("abort", p.number)
}

// Outcome waits for the end, which must be an outcome.
func (p Performing) Outcome() Outcome {
	p.controls.t.Helper()
	ending := p.Ending()
	require.Nil(p.controls.t, ending.Error, "perform was refused")
	return ending.Value
}

// Failure waits for the end, which must be an error.
func (p Performing) Failure() Failure {
	p.controls.t.Helper()
	ending := p.Ending()
	require.NotNil(p.controls.t, ending.Error, "perform was not refused: %+v", ending.Value)
	return *ending.Error
}

// Ending waits for the end, whichever it is.
func (p Performing) Ending() Attempt[Outcome] {
	p.controls.t.Helper()
	return Eval[Attempt[Outcome]](p.controls.Tab, "ending", p.number)
}

// Told gives the details of the events of that type that the controls have
// dispatched so far.
func (c *Controls) Told(event string) []json.RawMessage {
	c.t.Helper()
	return Eval[[]json.RawMessage](c.Tab, "(type) => told.filter(e => e.type === type).map(e => e.detail)", event)
}
