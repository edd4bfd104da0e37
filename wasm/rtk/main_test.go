//go:build js && wasm

package rtk_test

import (
	"testing"

	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }
