// Package testlimit says how long tests wait before they fail. On a slow or busy
// machine the environment variable GAVEL_SLOW makes all of it longer: GAVEL_SLOW=4
// gives everything four times as long. Times that the product promises are no such
// limits. js/test/testlimit.mjs does the same for tests in JavaScript.
package testlimit

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

const variable = "GAVEL_SLOW"

var factor = mustRead(os.Getenv(variable))

// Of returns a limit, as long as this machine needs it to be.
func Of(limit time.Duration) time.Duration {
	return time.Duration(float64(limit) * factor)
}

func mustRead(text string) float64 {
	factor, err := read(text)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return factor
}

// read reads the value of the variable; without one everything is as written.
func read(text string) (float64, error) {
	if text == "" {
		return 1, nil
	}
	factor, err := strconv.ParseFloat(text, 64)
	if err != nil || !(factor >= 1 && factor <= 100) {
		return 0, fmt.Errorf("%s is %q: want how many times slower the machine is, a number from 1 to 100", variable, text)
	}
	return factor, nil
}
