package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/view/section"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestWhatIsTypedIsAskedAboutAsItsButtonWouldBe(t *testing.T) {
	s := show(with(host(), person("Ann", bothOn)))
	s.Suggest("30 kick ann", 40)
	all := s.Panel().Typed.All
	require.Len(t, all, 1)
	assert.Equal(t, section.ButtonReady, all[0].Button.State)
	_, now := s.Press(all[0].Button.Action, all[0].ID, noon)
	assert.False(t, now, "it asks first")
	assert.Equal(t, "Ann", s.Panel().Dialog.Name)
	assert.NotEmpty(t, s.Panel().Typed.All, "until the page says that it is closed")
}

func TestWhatIsSuggestedIsToldWhenItChanges(t *testing.T) {
	room := with(host(), person("Ann", bothOn))
	s := show(room)
	closed := s.Panel()
	s.Suggest("30 disableAudio ann", 40)
	open := s.Panel()
	assert.JSONEq(t, `[["suggestions",true,"id-ann","Ann","disableAudio",1,0,"","",0]]`, string(Diff(&closed, &open)))
	s.update(with(room, person("Bob", 0)))
	same := s.Panel()
	assert.NotContains(t, string(Diff(&open, &same)), "suggestions")
	s.update(with(room, person("Ann", meeting.VideoOn)))
	muted := s.Panel()
	assert.Contains(t, string(Diff(&same, &muted)), `["suggestions",true,"id-ann","Ann","disableAudio",2,0,"already.disableAudio","",0]`)
	s.Suggest("", 0)
	again := s.Panel()
	assert.JSONEq(t, `[["suggestions",false]]`, string(Diff(&muted, &again)))
}
