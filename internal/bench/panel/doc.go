// Package panel compares Gavel's panel with what a page could take instead, on one
// meeting of the real SDK in real Chromium, and holds the result against a budget.
//
// Everybody shows the same people in the same place of the same page, one after the
// other, and the rounds are interleaved, so that whatever else the machine does falls
// on all alike. CPU is the time of the page's main thread, as Chromium counts it, which
// another program on the machine does not add to. Figures are medians; what is compared
// are ratios.
package panel
