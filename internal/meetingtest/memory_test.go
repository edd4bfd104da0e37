package meetingtest_test

import (
	"testing"
	"time"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
)

func newMemory(t *testing.T) *meetingtest.Memory {
	memory := meetingtest.NewMemory()
	t.Cleanup(memory.Close)
	return memory
}

func TestMemoryPassesTheContract(t *testing.T) {
	meetingtest.Contract(t, func(t *testing.T) meetingtest.World { return newMemory(t) })
	meetingtest.CallContract(t, newMemory)
	meetingtest.WaitingContract(t, newMemory)
	meetingtest.MoveContract(t, newMemory)
}

func TestTheControllerPassesTheContractOfControls(t *testing.T) {
	meetingtest.ControlsContract(t, newMemory, func(_ *testing.T, memory *meetingtest.Memory, confirmTimeout time.Duration) meetingtest.Controls {
		return control.New(memory, control.Options{ConfirmTimeout: confirmTimeout})
	})
}
