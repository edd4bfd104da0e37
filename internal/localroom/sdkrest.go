package localroom

import (
	"net/http"
	"strings"
)

// getParticipantDetails tells the SDK during init who it is and what it may do.
// SDK 2.0.2 makes 0004 of the 403 that an inactive meeting gets: "Access denied.
// Insufficient permissions to join the meeting."
func (s *Server) getParticipantDetails(w http.ResponseWriter, r *http.Request) {
	room, user, problem := s.authenticate(bearer(r))
	if problem != nil {
		problem.write(w)
		return
	}
	var permissions Permissions
	var title string
	var status MeetingStatus
	room.do(func() { permissions, title, status = user.permissions, room.title, room.status })
	if status == Inactive {
		writeError(w, http.StatusForbidden, "inactive", ErrInactive.Error())
		return
	}
	participant := map[string]any{"id": user.id, "name": user.name, "organization_id": organization, "preset_name": user.presetName}
	if user.picture != "" {
		participant["picture"] = user.picture
	}
	if user.customParticipantID != "" {
		participant["custom_participant_id"] = user.customParticipantID
	}
	preset := map[string]any{
		"id":          user.presetName,
		"name":        user.presetName,
		"version":     "1.0",
		"config":      user.preset.Config,
		"permissions": permissions,
	}
	if user.preset.UI != nil {
		preset["ui"] = user.preset.UI
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"success": true,
		"data": map[string]any{
			"participant": participant,
			"meeting":     map[string]any{"id": room.meeting, "title": title},
			"socket":      map[string]any{},
			"preset":      preset,
		},
	})
}

func bearer(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

// postChatUpload refuses files: there is nowhere to keep them. SDK 2.0.2 makes
// 0500 of it.
func (s *Server) postChatUpload(w http.ResponseWriter, r *http.Request) {
	if _, _, problem := s.authenticate(bearer(r)); problem != nil {
		problem.write(w)
		return
	}
	writeError(w, http.StatusForbidden, "no-files", "this room takes text messages only, no images, files or custom messages")
}

// getICEServers answers that none are needed: everything is on this machine.
func (s *Server) getICEServers(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{"success": true, "iceServers": []any{}})
}

// getLocation satisfies the SDK, which wants a loc of more than five characters.
func (s *Server) getLocation(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]string{"loc": "0.0000,0.0000", "ip": "127.0.0.1"})
}

// swallow takes the SDK's logs and statistics and keeps nothing of them.
func (s *Server) swallow(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]bool{"success": true})
}
