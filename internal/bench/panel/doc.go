// Package panel compares Gavel's panel with what a page could take instead, on one
// meeting of the real SDK in real Chromium, and holds the result against a budget.
//
// Everybody shows the same people in the same place of the same page, one after the
// other, and the rounds are interleaved, so that whatever else the machine does falls
// on all alike. CPU is the time of the page's main thread, as Chromium counts it, which
// another program on the machine does not add to. Figures are medians; what is compared
// are ratios.
//
// Whether Gavel is worse than another is asked of every round. Medians alone do not
// tell: with three rounds against three others of the same measurement, each contestant
// was over its own median in 31 to 34 of 74 rows: a coin that is thrown. It was over
// itself in every round in 7 to 8 of them, one in nine.
package panel
