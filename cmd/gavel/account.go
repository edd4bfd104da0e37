package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/gavel-rtc/gavel/internal/cloudflare"
)

const tokenVariable = "CLOUDFLARE_API_TOKEN" // never a flag: others on the machine see flags

// account is what the commands for the REST API are told about it.
type account struct {
	AccountID string `name:"account" env:"CLOUDFLARE_ACCOUNT_ID" placeholder:"ID" help:"Cloudflare account."`
	AppID     string `name:"app" env:"RTK_APP_ID" placeholder:"ID" help:"RealtimeKit app."`
	APIBase   string `name:"api-base" default:"${apiBase}" placeholder:"URL" help:"Address of the API, such as that of the local room. (default: ${default})"`
}

const accountHelp = `

The API token is read from CLOUDFLARE_API_TOKEN; it needs the permission Realtime or Realtime Admin.`

// client makes the client; every is the time between two looks, 0 the usual.
func (a account) client(every time.Duration) (*cloudflare.Client, error) {
	var missing []string
	for _, one := range []struct{ value, name string }{
		{a.AccountID, "CLOUDFLARE_ACCOUNT_ID"},
		{a.AppID, "RTK_APP_ID"},
		{os.Getenv(tokenVariable), tokenVariable},
	} {
		if one.value == "" {
			missing = append(missing, one.name)
		}
	}
	if len(missing) > 0 {
		return nil, usageError{fmt.Errorf("no credentials: set %s in the environment", strings.Join(missing, ", "))}
	}
	return cloudflare.New(cloudflare.Options{
		AccountID: a.AccountID,
		AppID:     a.AppID,
		APIToken:  os.Getenv(tokenVariable),
		APIBase:   a.APIBase,
		LookEvery: every,
	})
}
