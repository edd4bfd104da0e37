package testlimit

import (
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestValues(t *testing.T) {
	for text, want := range map[string]float64{"": 1, "1": 1, "4": 4, "1.5": 1.5} {
		factor, err := read(text)
		require.NoError(t, err, text)
		require.Equal(t, want, factor)
	}
	for _, text := range []string{"abc", "0", "-1", "0.5", "101", "NaN", "4x"} {
		_, err := read(text)
		require.ErrorContains(t, err, "a number from 1 to 100", text)
		require.ErrorContains(t, err, "GAVEL_SLOW is \""+text+"\"")
	}
}

// The value is read once, when the program starts: so another one tells.
func TestTheVariableCounts(t *testing.T) {
	if os.Getenv("TESTLIMIT_ASKED") != "" {
		require.Equal(t, 6*time.Second, Of(4*time.Second))
		return
	}
	require.NoError(t, again("1.5").Run())
	output, err := again("fast").CombinedOutput()
	require.Error(t, err)
	require.Equal(t, "GAVEL_SLOW is \"fast\": want how many times slower the machine is, a number from 1 to 100\n", string(output))
}

func again(value string) *exec.Cmd {
	test := exec.Command(os.Args[0], "-test.run=^TestTheVariableCounts$")
	test.Env = append(os.Environ(), "TESTLIMIT_ASKED=yes", variable+"="+value)
	return test
}
