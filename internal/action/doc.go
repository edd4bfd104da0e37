// Package action has a complete spec of everything a host can do: one an action, in
// files by topic. The controller judges and proves by it, the port finds the SDK's method
// by it, the panel and the documentation show it.
package action
