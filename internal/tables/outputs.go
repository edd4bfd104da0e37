package main

// output is a file that is written, or the part of that name in a file written by hand.
type output struct {
	file, part string
	make       func(root string) (string, error)
}

var outputs = []output{
	{"wasm/meeting/action.go", "", actionConstants},
	{"wasm/meeting/patchkeys.go", "", patchConstants},
	{"js/index.d.ts", "commands", commandUnion},
	{"js/index.d.ts", "permissions", patchMembers},
	{"README.md", "actions", actionTable},
	{"js/README.md", "actions", actionTable},
	{"SECURITY.md", "limits", limitTable},
	{"wasm/internal/port/collector.js", "border", collectorConstants},
	{"wasm/dom/border.js", "", panelConstants},
	{"wasm/dom/actions.js", "", panelPlaces},
}
