//go:build js && wasm

package port_test

import (
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/internal/fakemeeting"
	"github.com/gavel-rtc/gavel/wasm/internal/port"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// world is the JavaScript world as the contract of meetings needs it.
type world struct {
	*fakemeeting.World
	t    *testing.T
	port *port.Port
}

func newWorld(t *testing.T) *world { return newWorldWith(t, fakemeeting.CreateCollector(t)) }

func newWorldWith(t *testing.T, createCollector safejs.Value) *world {
	browsertest.NothingLeft(t)
	fake := fakemeeting.New(t)
	scope := bridge.NewScope(func(err error) { t.Errorf("crash: %v", err) })
	t.Cleanup(scope.Close)
	from, err := port.New(scope, fake.MeetingObject(), createCollector)
	require.NoError(t, err)
	return &world{World: fake, t: t, port: from}
}

func TestThePortPassesTheContract(t *testing.T) {
	meetingtest.Contract(t, func(t *testing.T) meetingtest.World { return newWorld(t) })
	meetingtest.CallContract(t, newWorld)
	meetingtest.WaitingContract(t, newWorld)
	meetingtest.MoveContract(t, newWorld)
}

func (w *world) Meeting() control.Meeting { return w.port }
