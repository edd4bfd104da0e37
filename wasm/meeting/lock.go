package meeting

// Lockable is something that can be locked: others then may not use it any more.
type Lockable string

// What can be locked.
const (
	LockAudio       Lockable = "audio"
	LockVideo       Lockable = "video"
	LockScreenShare Lockable = "screenShare"
	LockChat        Lockable = "chat"
)

var lockables = [...]Lockable{LockAudio, LockVideo, LockScreenShare, LockChat}

// AllLockable returns everything that can be locked.
func AllLockable() []Lockable { return lockables[:] }

// Flag is the flag of a device, and Chat for the chat; 0 for what cannot be locked.
func (l Lockable) Flag() Flags {
	for i, known := range lockables {
		if known == l {
			return lockFlags[i]
		}
	}
	return 0
}

var lockFlags = [...]Flags{AudioOn, VideoOn, ScreenShareOn, Chat}

// ActiveLock is a lock that these controls hold.
type ActiveLock struct {
	What Lockable
	// Target is who is locked, "" for everybody else in the meeting and whoever joins.
	Target ParticipantID
	// Yielded are those who use it in spite of the lock, and to whom it was sent twice in vain:
	// it does not hold here, or was lifted by somebody.
	Yielded []ParticipantID
	// Except are those to whom these controls have given it back, of a lock of everybody.
	Except []ParticipantID
}

// Yield is a lock or a policy that came to nothing for somebody, or with an empty ID altogether.
type Yield struct {
	What Lockable
	// Policy is set where it is a policy.
	Policy Policy
	ID     ParticipantID
	Name   string
}
