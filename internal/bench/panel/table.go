package panel

import (
	"fmt"
	"math"
	"strings"
)

const (
	nobody = "none"
	gavel  = "gavel"
	plain  = "plain"
	vendor = "vendor"
)

// table is everything in Markdown: a line for each row and size, the median of each
// contestant, the middle half of Gavel's samples, and the ratios.
func (f *figures) table() string {
	var text strings.Builder
	text.WriteString("| measured | people | SDK alone | plain JavaScript | Gavel | vendor | Gavel ÷ plain | vendor ÷ Gavel |\n")
	text.WriteString("|---|--:|--:|--:|--:|--:|--:|--:|\n")
	type line struct {
		row, unit string
		size      int
	}
	done := map[line]bool{}
	for _, of := range f.order {
		key := line{of.Row, of.Unit, of.Size}
		if done[key] {
			continue
		}
		done[key] = true
		cell := func(contestant string) string { return f.cell(figure{of.Row, of.Unit, of.Size, contestant}) }
		ratio := func(a, b string) string {
			return f.ratio(figure{of.Row, of.Unit, of.Size, a}, figure{of.Row, of.Unit, of.Size, b})
		}
		size := ""
		if of.Size > 0 {
			size = grouped(float64(of.Size))
		}
		fmt.Fprintf(&text, "| %s, %s | %s | %s | %s | %s | %s | %s | %s |\n", of.Row, of.Unit, size,
			cell(nobody), cell(plain), cell(gavel), cell(vendor), ratio(gavel, plain), ratio(vendor, gavel))
	}
	return text.String()
}

func (f *figures) cell(of figure) string {
	median, measured := f.median(of)
	if !measured {
		return "–"
	}
	low, _ := f.quantile(of, 0.25)
	high, _ := f.quantile(of, 0.75)
	if low == high {
		return short(median)
	}
	return fmt.Sprintf("%s (%s…%s)", short(median), short(low), short(high))
}

func (f *figures) ratio(a, b figure) string {
	over, ok := f.median(a)
	under, also := f.median(b)
	if !ok || !also || under <= 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", over/under)
}

// short writes a number with what matters of it.
func short(value float64) string {
	switch size := math.Abs(value); {
	case size >= 1000:
		return grouped(value)
	case size >= 100:
		return fmt.Sprintf("%.0f", value)
	case size >= 10:
		return fmt.Sprintf("%.1f", value)
	}
	return fmt.Sprintf("%.2f", value)
}

func grouped(value float64) string {
	digits := fmt.Sprintf("%.0f", value)
	for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
