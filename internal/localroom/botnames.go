package localroom

// botName is a plausible name for the nth bot of a room, n from 1. Names repeat
// only after all pairs have been used.
func botName(n int) string {
	n--
	given := givenNames[n%len(givenNames)]
	family := familyNames[(n+n/len(givenNames))%len(familyNames)]
	return given + " " + family
}

// The two lists have lengths without a common factor, so that pairs are varied
// from the start.
var givenNames = []string{
	"Amina", "Björn", "Chiara", "Dmytro", "Eun-ji", "Fatoumata", "Gökhan", "Hina", "Ignacio", "Jūratė",
	"Kwame", "Leilani", "Miloš", "Ngozi", "Océane", "Priya", "Quỳnh", "Raúl", "Siobhán", "Tomasz",
	"Ulla", "Valentina", "Wei", "Ximena", "Yusuf", "Zoë", "Aroha", "Bogdan", "Çağla", "Daniela",
	"Elif", "Finn", "Giulia", "Håkon", "Ioana", "João", "Kateřina", "Lwazi", "Мария", "Νίκος",
	"서연", "美咲", "يوسف",
}

var familyNames = []string{
	"Abiodun", "Bergström", "Castillo", "Dąbrowski", "Eriksen", "Fernández", "García", "Haddad", "Ibrahimović", "Jansen",
	"Kowalczyk", "Lefèvre", "Müller", "Nguyễn", "O’Brien", "Papadopoulos", "Quispe", "Rossi", "Sato", "Tanaka",
	"Ünal", "Vasquez", "Wójcik", "Yamamoto", "Zhang", "Okafor", "Lindqvist", "Mbeki", "Novák", "Silva",
	"Kamau", "Fitzgerald", "Chaudhary", "Petrov", "Tui", "Bianchi", "Hoàng",
}
