package webhook

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"
)

const forwardTimeout = 10 * time.Second

// Forward returns a handler that passes reports on to one's own server, as they
// were signed. Redirects are not followed. Anything but 2xx is an error; none tells
// the address, which may hold secrets.
func Forward(address string) func(context.Context, Report) error {
	client := &http.Client{
		Timeout:       forwardTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return func(ctx context.Context, report Report) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(report.Body))
		if err != nil {
			return fmt.Errorf("pass on %s: the address is none", report.Name)
		}
		request.Header.Set("Content-Type", "application/json")
		for _, name := range []string{"rtk-signature", "rtk-uuid", "rtk-webhook-id"} {
			if value := report.Header.Get(name); value != "" {
				request.Header.Set(name, value)
			}
		}
		response, err := client.Do(request)
		if err != nil {
			return fmt.Errorf("pass on %s: %s", report.Name, trouble(err))
		}
		defer response.Body.Close()
		if response.StatusCode < 200 || response.StatusCode > 299 {
			return fmt.Errorf("pass on %s: the server answered %s", report.Name, response.Status)
		}
		return nil
	}
}
