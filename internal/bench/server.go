package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"github.com/gavel-rtc/gavel/internal/localroom/roomclient"
)

const serverArgument = "server"

// server is the measured process, as the measuring one holds it.
type server struct {
	roomclient.API
	process *exec.Cmd
	ask     io.WriteCloser
	answers *bufio.Scanner
}

// startServer runs this program once more, as the server. The caller closes it.
func startServer(ctx context.Context) (*server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	process := exec.CommandContext(ctx, self, serverArgument)
	process.Stderr = os.Stderr
	ask, err := process.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	s := &server{process: process, ask: ask, answers: bufio.NewScanner(out)}
	if !s.answers.Scan() {
		return nil, errors.Join(errors.New("the server gave no address"), s.answers.Err(), s.close())
	}
	s.URL = s.answers.Text()
	return s, nil
}

func (s *server) usage() (usage, error) {
	var found usage
	if _, err := io.WriteString(s.ask, "\n"); err != nil {
		return found, fmt.Errorf("ask the server: %w", err)
	}
	if !s.answers.Scan() {
		return found, errors.Join(errors.New("the server does not answer"), s.answers.Err())
	}
	return found, json.Unmarshal(s.answers.Bytes(), &found)
}

func (s *server) close() error {
	return errors.Join(s.ask.Close(), s.process.Wait())
}
