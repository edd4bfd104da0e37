// Package proof has a file for each proof: how the effect of an action shows in a
// meeting. A proof is one Unit, which package action names in the spec of an action.
package proof
