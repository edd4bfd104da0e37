package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBenchmarksAreReadFromWhatGoTestSays(t *testing.T) {
	found := readBenchmarks(`goos: linux
pkg: github.com/gavel-rtc/gavel/internal/view
BenchmarkSearch/5000-2         	      84	   1059686 ns/op
BenchmarkSearch/5000-2         	      90	   1059000 ns/op
BenchmarkWithoutPeople-2       	      84	   1 ns/op
PASS
pkg: github.com/gavel-rtc/gavel/internal/control
BenchmarkController/can/10     	  565598	        55.75 ns/op	       0 B/op	       0 allocs/op
`)
	search, can := benchmark{"view: Search", 5000}, benchmark{"control: Controller/can", 10}
	require.Equal(t, []benchmark{search, can}, found.order)
	require.Equal(t, map[benchmark][]float64{search: {1059686, 1059000}, can: {55.75}}, found.ns)
}
