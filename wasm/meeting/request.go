package meeting

// Devices of oneself that somebody in the meeting may ask to be turned on are AudioOn and VideoOn.
// Such a request comes as a message without a sender: it is never an order, and nobody can be named
// who asks.

// RequestKind is what a request to turn a device on is called: "audio" or "video", "" for what
// cannot be asked for.
func RequestKind(device Flags) string {
	switch device {
	case AudioOn:
		return "audio"
	case VideoOn:
		return "video"
	}
	return ""
}

// RequestedDevice is the device that a request of this kind is about, 0 for none.
func RequestedDevice(kind string) Flags {
	switch kind {
	case "audio":
		return AudioOn
	case "video":
		return VideoOn
	}
	return 0
}

// MayTurnOn tells whether the preset lets one turn a device on, the microphone or the camera. Where
// it says "can request" one may once one is on the stage, as without a stage everybody is.
func (s *Self) MayTurnOn(device Flags) bool {
	production := s.Permissions.CanProduceAudio
	if device == VideoOn {
		production = s.Permissions.CanProduceVideo
	}
	return production == ProductionAllowed || production == ProductionCanRequest && s.Stage >= AcceptedToJoinStage
}
