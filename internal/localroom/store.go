package localroom

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"google.golang.org/protobuf/proto"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// store is the values that pages of a meeting share, by key.
type store map[string]*wire.StoreItem

var errNoKeys = errors.New("want at least one key")

// getStoreKeys gives the keys asked for, or all. init waits for it 3 s and then
// fails (SDK 2.0.2).
func getStoreKeys(q *request, in *wire.StoreRequest) error {
	answer := &wire.StoreItems{PluginId: in.GetPluginId(), StoreName: in.GetStoreName()}
	if session := q.room.session; session != nil && q.from.presence == joined {
		kept, asked := session.stores[in.GetStoreName()], keysOf(in)
		keys := slices.Sorted(maps.Keys(kept))
		for _, key := range keys {
			if len(asked) == 0 || asked[key] {
				answer.StoreItems = append(answer.StoreItems, kept[key])
			}
		}
	}
	q.reply(answer)
	return nil
}

func keysOf(in *wire.StoreRequest) map[string]bool {
	keys := map[string]bool{}
	for _, one := range in.GetKeys() {
		keys[one.GetStoreKey()] = true
	}
	return keys
}

func insertStoreKeys(q *request, in *wire.StoreRequest) error {
	stores := q.room.session.stores
	kept := stores[in.GetStoreName()]
	switch {
	case len(in.GetKeys()) == 0:
		return errNoKeys
	case kept == nil && len(stores) >= maxStores:
		return fmt.Errorf("a meeting has at most %d stores", maxStores)
	case len(kept)+len(in.GetKeys()) > maxKeysPerStore:
		return fmt.Errorf("a store has at most %d keys", maxKeysPerStore)
	}
	if q.room.session.storedBytes+proto.Size(in) > maxStoredBytes {
		return fmt.Errorf("the stores of a session have at most %d bytes", maxStoredBytes)
	}
	if err := q.mayChange(in); err != nil {
		return err
	}
	changed := &wire.StoreItems{PluginId: in.GetPluginId(), StoreName: in.GetStoreName()}
	for _, key := range in.GetKeys() {
		item := &wire.StoreItem{
			Timestamp: q.timestamp(),
			PeerId:    q.from.id,
			StoreKey:  key.GetStoreKey(),
			Payload:   key.GetPayload(),
		}
		q.room.session.put(in.GetStoreName(), key.GetStoreKey(), item)
		changed.StoreItems = append(changed.StoreItems, item)
	}
	q.shareStore(changed)
	return nil
}

// put keeps an item, or forgets what was kept under that key for a nil one.
func (s *session) put(name, key string, item *wire.StoreItem) {
	kept := s.stores[name]
	if kept == nil {
		kept = store{}
		s.stores[name] = kept
	}
	s.storedBytes += proto.Size(item) - proto.Size(kept[key])
	if item != nil {
		kept[key] = item
		return
	}
	delete(kept, key)
	if len(kept) == 0 {
		delete(s.stores, name)
	}
}

func deleteStoreKeys(q *request, in *wire.StoreRequest) error {
	if len(in.GetKeys()) == 0 {
		return errNoKeys
	}
	if err := q.mayChange(in); err != nil {
		return err
	}
	gone := &wire.StoreItems{PluginId: in.GetPluginId(), StoreName: in.GetStoreName()}
	kept := q.room.session.stores[in.GetStoreName()]
	for _, key := range in.GetKeys() {
		if item, ok := kept[key.GetStoreKey()]; ok {
			q.room.session.put(in.GetStoreName(), key.GetStoreKey(), nil)
			// SDK 2.0.2 passes over what names itself as its sender.
			gone.StoreItems = append(gone.StoreItems, &wire.StoreItem{Timestamp: q.timestamp(), PeerId: q.from.id, StoreKey: key.GetStoreKey(), Payload: item.GetPayload()})
		}
	}
	q.shareStore(gone)
	return nil
}

func (q *request) timestamp() string { return strconv.FormatInt(q.room.now().UnixMilli(), 10) }

// mayChange asks for a permission where the store is that of the plugins; others
// are anybody's.
func (q *request) mayChange(in *wire.StoreRequest) error {
	if in.GetStoreName() != pluginStore {
		return nil
	}
	return q.mayChangePlugins(in.GetKeys())
}

func (q *request) shareStore(items *wire.StoreItems) {
	q.room.tell(q.event, items, q.room.everybody(q.from))
	q.reply(items)
}
