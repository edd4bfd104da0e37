package action

// chat is what can be done to messages. The SDK asks for no permission; whether a host may delete
// what others wrote only the service knows, and its refusal is a rejection without a code that
// nobody can handle (SDK 2.0.2).
var chat = []Spec{
	{
		Name: "chat.pin", Scope: OnMessage, OnlyOne: true, Object: Chat, Takes: ID, Undo: "chat.unpin",
		Needs: NeedsJoined, Proof: ProofMessagePinned,
		Place: Place{Section: InChat, Icon: "pin"},
	},
	{
		Name: "chat.unpin", Scope: OnMessage, OnlyOne: true, Object: Chat, Takes: ID, Undo: "chat.pin",
		Needs: NeedsJoined, Proof: ProofMessageUnpinned,
		Place: Place{Section: InChat, Icon: "unpin"},
	},
	{
		Name: "chat.deleteMessage", Scope: OnMessage, OnlyOne: true, Object: Chat, Takes: ID, Risk: RiskOnePerson,
		Needs: NeedsJoined, Proof: ProofMessageDeleted,
		Place: Place{Section: InChat, Icon: "delete"},
	},
}
