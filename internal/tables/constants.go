package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

const module = "github.com/gavel-rtc/gavel/"

// source reads the constants of Go packages without compiling them: whatever build tags
// they have, and also when something else in them does not compile yet.
type source struct {
	root   string
	files  *token.FileSet
	loaded map[string]*types.Package
}

func newSource(root string) *source {
	return &source{root: root, files: token.NewFileSet(), loaded: map[string]*types.Package{}}
}

// ofType returns the constants of a package that have a type declared in it, in their order.
func (s *source) ofType(folder, name string) ([]*types.Const, error) {
	return s.constants(folder, func(one *types.Const) bool {
		named, ok := one.Type().(*types.Named)
		return ok && named.Obj().Pkg() == one.Pkg() && named.Obj().Name() == name
	})
}

// inFile returns the constants of a package that are declared in a file of it, in their order.
func (s *source) inFile(folder, name string) ([]*types.Const, error) {
	return s.constants(folder, func(one *types.Const) bool {
		return filepath.Base(s.files.Position(one.Pos()).Filename) == name
	})
}

func (s *source) constants(folder string, wanted func(*types.Const) bool) ([]*types.Const, error) {
	p, err := s.Import(module + folder)
	if err != nil {
		return nil, err
	}
	var found []*types.Const
	for _, name := range p.Scope().Names() {
		if one, ok := p.Scope().Lookup(name).(*types.Const); ok && one.Val().Kind() != constant.Unknown && wanted(one) {
			found = append(found, one)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s has no such constants", folder)
	}
	slices.SortFunc(found, func(a, b *types.Const) int { return int(a.Pos() - b.Pos()) })
	return found, nil
}

// Import implements types.Importer: of packages that are not ours nothing is needed.
func (s *source) Import(importPath string) (*types.Package, error) {
	if p := s.loaded[importPath]; p != nil {
		return p, nil
	}
	folder, ours := strings.CutPrefix(importPath, module)
	if !ours {
		nothing := types.NewPackage(importPath, path.Base(importPath))
		nothing.MarkComplete()
		return nothing, nil
	}
	names, err := filepath.Glob(filepath.Join(s.root, folder, "*.go"))
	if err != nil {
		return nil, err
	}
	var trees []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(s.files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		trees = append(trees, tree)
	}
	forgiving := types.Config{Importer: s, IgnoreFuncBodies: true, Error: func(error) {}}
	p, _ := forgiving.Check(importPath, s.files, trees, nil)
	s.loaded[importPath] = p
	return p, nil
}
