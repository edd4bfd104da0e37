package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTableShowsTheMedianOfEachColumn(t *testing.T) {
	found := table{Title: "Speed", Columns: []string{"a ms", "b MiB"}, Rows: []row{
		{Label: "odd", Runs: [][]float64{{30, 0.5}, {10, 9}, {20, 0.25}}},
		{Label: "even", Runs: [][]float64{{1, 1234.5}, {2, 1234.5}}},
	}}
	require.Equal(t, `Speed

| | a ms | b MiB |
|---|---:|---:|
| odd | 20 | 0.50 |
| even | 1.50 | 1234 |
`, found.markdown())
}
