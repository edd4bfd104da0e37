package control

import "time"

var start = time.Now()

// sinceStart is the clock of this package. It counts on when the computer's
// time is set. A time.Duration and not a time.Time, because a type that holds a
// time.Time can bring the formatting of dates into the module (20 KB, brotli).
func sinceStart() time.Duration { return time.Since(start) }
