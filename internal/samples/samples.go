// Package samples finds the code that the documentation shows, so that tests compile,
// run or parse all of it: what does not work there must not be shown.
package samples

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Sample is a piece of code in a document.
type Sample struct {
	// Where is the file and the line it begins at.
	Where    string
	Language string
	Text     string
}

// fence is a fenced block, also inside a JSDoc comment.
var fence = regexp.MustCompile("(?ms)^([ \t]*(?:\\* ?)?)```(\\w*)\n(.*?)^[ \t]*(?:\\* ?)?```$")

// inline is code within a sentence.
var inline = regexp.MustCompile("`([^`\n]+)`")

// Documents are the Markdown files and the published types below root.
func Documents(root string) ([]string, error) {
	var documents []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "dist" || name == "bin") {
			return filepath.SkipDir
		}
		published := strings.HasSuffix(name, ".d.ts") && filepath.Base(filepath.Dir(path)) == "js"
		if filepath.Ext(name) == ".md" || published {
			documents = append(documents, path)
		}
		return nil
	})
	return documents, err
}

// Blocks are the fenced blocks of all documents below root.
func Blocks(root string) ([]Sample, error) {
	var blocks []Sample
	err := read(root, func(document, text string) {
		for _, at := range fence.FindAllStringSubmatchIndex(text, -1) {
			prefix, code := text[at[2]:at[3]], text[at[6]:at[7]]
			blocks = append(blocks, Sample{where(document, text, at[0]), text[at[4]:at[5]], unindented(code, prefix)})
		}
	})
	return blocks, err
}

// Lines are the command lines that the documents below root show: those of shell
// blocks, without comments, and those within sentences that begin with a program.
func Lines(root string, programs ...string) ([]Sample, error) {
	var lines []Sample
	err := read(root, func(document, text string) {
		rest := fence.ReplaceAllStringFunc(text, func(block string) string { return strings.Repeat("\n", strings.Count(block, "\n")) })
		for _, at := range inline.FindAllStringSubmatchIndex(rest, -1) {
			code := rest[at[2]:at[3]]
			for _, program := range programs {
				if strings.HasPrefix(code, program+" ") {
					lines = append(lines, Sample{where(document, rest, at[0]), "sh", code})
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	blocks, err := Blocks(root)
	for _, block := range blocks {
		if block.Language == "sh" {
			for _, line := range strings.Split(strings.TrimSpace(block.Text), "\n") {
				lines = append(lines, Sample{block.Where, "sh", line})
			}
		}
	}
	return lines, err
}

// Calls splits a command line into the words of its commands, without comments and
// without what goes in or out. There are no quotes in our samples, so words have none.
func (s Sample) Calls() [][]string {
	line, _, _ := strings.Cut(s.Text, " #")
	var calls [][]string
	for _, call := range strings.Split(line, "&&") {
		call, _, _ = strings.Cut(call, " >")
		call, _, _ = strings.Cut(call, " <")
		calls = append(calls, strings.Fields(call))
	}
	return calls
}

func read(root string, document func(name, text string)) error {
	documents, err := Documents(root)
	if err != nil {
		return err
	}
	for _, path := range documents {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		document(filepath.ToSlash(name), string(text))
	}
	return nil
}

func where(document, text string, offset int) string {
	return fmt.Sprintf("%s:%d", document, 1+strings.Count(text[:offset], "\n"))
}

func unindented(code, prefix string) string {
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(strings.TrimPrefix(line, prefix), strings.TrimRight(prefix, " "))
	}
	return strings.Join(lines, "\n")
}
