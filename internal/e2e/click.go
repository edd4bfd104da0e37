package e2e

import (
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// steady waits until the element that find returns stands still for a frame, and is what a
// mouse at its middle would hit: a page that was just told something may be about to move it.
// It returns that middle, and has the page note what the next click hits.
const steady = `async (find) => {
	const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
	let before = "";
	for (;;) {
		const element = find();
		element?.scrollIntoView({ block: "nearest" });
		const { left, top, width, height } = element?.getBoundingClientRect() ?? {};
		const [x, y] = [left + width / 2, top + height / 2];
		const now = [left, top, width, height].join();
		if (width > 0 && now === before && element.contains(element.getRootNode().elementFromPoint(x, y))) {
			globalThis.e2eClicked = new Promise((resolve) => {
				const once = { once: true, capture: true };
				let hit = false;
				element.addEventListener("click", () => { hit = true; }, once);
				// Windows are told first.
				addEventListener("click", ({ target }) => setTimeout(() => resolve(hit ? "" : target.outerHTML)), once);
			});
			return [x, y];
		}
		before = now;
		await frame();
	}
}`

// clicked is what got that click instead, if something did. The page is left as it was.
const clicked = `(async () => {
	const instead = await globalThis.e2eClicked;
	delete globalThis.e2eClicked;
	return instead;
})()`

// Click moves the mouse to, and clicks in, the middle of the first element of a selector, once that stands still
// there. A click that something else got fails the test.
func (tab *Tab) Click(selector string) {
	tab.t.Helper()
	tab.ClickOn("document.querySelector(" + encode(selector) + ")")
}

// ClickOn is [Tab.Click] for the element that an expression gives.
func (tab *Tab) ClickOn(element string) {
	tab.t.Helper()
	// A list that is put in order anew holds still only under the mouse.
	var under, middle [2]float64
	for first := true; first || under != middle; first = false {
		under = middle
		middle = Eval[[2]float64](tab, "("+steady+")(() => "+element+")")
		tab.Run(chromedp.MouseEvent("mouseMoved", middle[0], middle[1]))
	}
	tab.Run(chromedp.MouseClickXY(middle[0], middle[1]))
	require.Empty(tab.t, Eval[string](tab, clicked), "clicked instead of %s", element)
}
