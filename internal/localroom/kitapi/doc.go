// Package kitapi stands in for the part of RealtimeKit's REST API that ends
// sessions and lets people in: the same paths, envelopes and refusals, on top of
// a local room. What is done through it happens to the browsers that are in the
// room.
//
//	/accounts/{account}/realtime/kit/{app}
//	    GET POST          /meetings
//	    GET PATCH         /meetings/{meeting}
//	    GET               /meetings/{meeting}/active-session
//	    POST              /meetings/{meeting}/active-session/{kick, kick-all, mute, mute-all}
//	    GET POST          /meetings/{meeting}/participants
//	    GET PATCH DELETE  /meetings/{meeting}/participants/{participant}
//	    POST              /meetings/{meeting}/participants/{participant}/token
//	    GET               /sessions
//	    GET               /sessions/{session}/participants
//	    GET               /recordings
//	    GET               /recordings/{recording}
//	    GET               /presets
//	    GET               /presets/{preset}
//	    GET POST          /webhooks
//	    GET PATCH DELETE  /webhooks/{webhook}
//	/.well-known/webhooks.json   the key that webhooks are signed with
//	POST DELETE /faults          what shall go wrong, see [Fault]; when the options allow it
//
// What is not documented of the service is the room's choice: kick-all without
// a session answers 404 as active-session does, INACTIVE ends no session, one
// unknown id in a kick spoils the whole call. mute-all takes allow_unmute, but
// everybody can unmute again. A recording that was stopped is UPLOADING for a moment
// and then UPLOADED, but there is no file.
package kitapi
