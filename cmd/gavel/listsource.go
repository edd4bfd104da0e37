package main

import (
	"context"
	"fmt"
	"io"
	"os"
)

const longestList = 1 << 20

// readList reads the file that --from names, or standard input for "-". It gives
// up when ctx ends: nobody may be typing.
func readList(ctx context.Context, from string, stdin io.Reader) ([]byte, error) {
	type outcome struct {
		content []byte
		err     error
	}
	read := make(chan outcome, 1)
	go func() {
		content, err := readUpTo(from, stdin)
		read <- outcome{content, err}
	}()
	select {
	case got := <-read:
		switch {
		case got.err != nil:
			return nil, usageError{fmt.Errorf("--from: %w", got.err)}
		case len(got.content) > longestList:
			return nil, usageError{fmt.Errorf("--from %s: it is longer than 1 MB, and nobody was removed: split it", from)}
		}
		return got.content, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("--from %s: stopped before anything was sent: %w", from, ctx.Err())
	}
}

// readUpTo reads one byte more than a list may have.
func readUpTo(from string, stdin io.Reader) ([]byte, error) {
	source := stdin
	if from != "-" {
		file, err := os.Open(from)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		source = file
	}
	return io.ReadAll(io.LimitReader(source, longestList+1))
}
