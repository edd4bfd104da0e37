package control_test

import (
	"strconv"
	"testing"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func BenchmarkController(b *testing.B) {
	for _, size := range []int{10, 100, 1_000, 5_000} {
		memory := meetingtest.NewMemory()
		var someone meeting.ParticipantID
		for range size {
			someone = memory.Join("Somebody")
		}
		c := control.New(memory, control.Options{})
		name := strconv.Itoa(size)
		b.Run("oneChange/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for on := false; b.Loop(); on = !on {
				memory.SetAudio(someone, on)
			}
		})
		memory.SetAudio(someone, true)
		b.Run("can/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Can(meeting.Kick, someone)
			}
		})
		b.Run("muteAll/"+name, func(b *testing.B) {
			b.ReportAllocs()
			command := meeting.Command{Action: meeting.DisableAllAudio}
			for b.Loop() {
				running, err := c.Start(command)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := running.Wait(b.Context()); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				memory.Batch(func() {
					for p := range c.State().Joined.All() {
						memory.SetAudio(p.ID, true)
					}
				})
				b.StartTimer()
			}
		})
		b.Run("fullRead/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				memory.Restore()
			}
		})
		c.Close()
		memory.Close()
	}
}
