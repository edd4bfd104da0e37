package meeting

// Request is what somebody in the meeting asks of oneself: to turn a device on. It comes as a
// message without a sender, so it is never an order, and nobody can be named who asks.
type Request string

// The requests.
const (
	RequestAudio Request = "audio"
	RequestVideo Request = "video"
)

// Device is the device that is to be turned on, 0 for what is no request.
func (r Request) Device() Flags {
	switch r {
	case RequestAudio:
		return AudioOn
	case RequestVideo:
		return VideoOn
	}
	return 0
}

// Permission is the permission whose field of the preset has to allow the device.
func (r Request) Permission() Permission {
	if r == RequestVideo {
		return RequestProduceVideo
	}
	return RequestProduceAudio
}

// MayDo tells whether the preset lets one do what is asked. Where it says "can request" one
// may once one is on the stage, which without a stage everybody is.
func (r Request) MayDo(self *Self) bool {
	production := self.Permissions.CanProduceAudio
	if r == RequestVideo {
		production = self.Permissions.CanProduceVideo
	}
	return production == ProductionAllowed || production == ProductionCanRequest && self.Stage >= AcceptedToJoinStage
}
