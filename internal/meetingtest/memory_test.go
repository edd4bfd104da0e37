package meetingtest_test

import (
	"testing"

	"github.com/gavel-rtc/gavel/internal/meetingtest"
)

func newMemory(t *testing.T) *meetingtest.Memory {
	memory := meetingtest.NewMemory()
	t.Cleanup(memory.Close)
	return memory
}

func TestMemoryPassesTheContract(t *testing.T) {
	meetingtest.Contract(t, func(t *testing.T) meetingtest.World { return newMemory(t) })
	meetingtest.MoveContract(t, newMemory)
}
