package demoserver

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// within is the files of a folder and of nothing outside it: a link that leads
// out leads nowhere. The folder itself may be a link, and a build may make it
// anew: it is opened each time.
type within string

func (w within) Open(name string) (fs.File, error) {
	root, err := os.OpenRoot(string(w))
	if err != nil {
		return nil, noSuchFile("open", name, err)
	}
	defer func() { _ = root.Close() }()
	file, err := root.FS().Open(name)
	return file, noSuchFile("open", name, err)
}

// Stat opens no file: a pipe would be waited for.
func (w within) Stat(name string) (fs.FileInfo, error) {
	root, err := os.OpenRoot(string(w))
	if err != nil {
		return nil, noSuchFile("stat", name, err)
	}
	defer func() { _ = root.Close() }()
	info, err := fs.Stat(root.FS(), name)
	return info, noSuchFile("stat", name, err)
}

// noSuchFile is err, or fs.ErrNotExist where err means as much: a file where a
// folder should be, a name that is too long, links in a circle. That a link
// leads out is told by package os itself and has no number of the system's.
func noSuchFile(operation, name string, err error) error {
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var number syscall.Errno
	if errors.As(err, &number) && number != syscall.ENOTDIR && number != syscall.ENAMETOOLONG && number != syscall.ELOOP {
		return err
	}
	return &fs.PathError{Op: operation, Path: name, Err: fs.ErrNotExist}
}
