package meeting_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestAllPoliciesAreDifferent(t *testing.T) {
	known := map[meeting.Policy]bool{}
	for _, policy := range meeting.AllPolicies() {
		assert.NotEmpty(t, policy)
		assert.False(t, known[policy], policy)
		known[policy] = true
	}
	assert.Len(t, known, 6)
}
