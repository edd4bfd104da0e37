// Package controller tries everything the npm package can do without its
// panel: each action, each refusal and each mishap on the real SDK, with the
// effect checked where it happens, in the other person's tab. It holds tests
// only.
package controller
