package localroom

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/gavel-rtc/gavel/internal/localroom/wire"
)

// store is the values that pages of a meeting share, by key.
type store map[string]*wire.StoreItem

const (
	maxStores        = 100
	maxKeysPerStore  = 1000
	maxStoreValue    = 64 << 10
	storeItemsNeeded = "want at least one key"
)

// getStoreKeys gives the keys asked for, or all. init waits for it 3 s and then
// fails (SDK 2.0.2).
func getStoreKeys(q *request, in *wire.StoreRequest) error {
	answer := &wire.StoreItems{PluginId: in.GetPluginId(), StoreName: in.GetStoreName()}
	if session := q.room.session; session != nil && q.from.presence == joined {
		kept := session.stores[in.GetStoreName()]
		keys := slices.Sorted(maps.Keys(kept))
		for _, key := range keys {
			if len(in.GetKeys()) == 0 || asked(in, key) {
				answer.StoreItems = append(answer.StoreItems, kept[key])
			}
		}
	}
	q.reply(answer)
	return nil
}

func asked(in *wire.StoreRequest, key string) bool {
	return slices.ContainsFunc(in.GetKeys(), func(one *wire.StoreKey) bool { return one.GetStoreKey() == key })
}

func insertStoreKeys(q *request, in *wire.StoreRequest) error {
	stores := q.room.session.stores
	kept := stores[in.GetStoreName()]
	switch {
	case len(in.GetKeys()) == 0:
		return errors.New(storeItemsNeeded)
	case kept == nil && len(stores) >= maxStores:
		return fmt.Errorf("a meeting has at most %d stores", maxStores)
	case len(kept)+len(in.GetKeys()) > maxKeysPerStore:
		return fmt.Errorf("a store has at most %d keys", maxKeysPerStore)
	}
	for _, key := range in.GetKeys() {
		if len(key.GetPayload()) > maxStoreValue {
			return fmt.Errorf("the value of a key has at most %d bytes", maxStoreValue)
		}
	}
	if err := q.mayChange(in); err != nil {
		return err
	}
	if kept == nil {
		kept = store{}
		stores[in.GetStoreName()] = kept
	}
	changed := &wire.StoreItems{PluginId: in.GetPluginId(), StoreName: in.GetStoreName()}
	for _, key := range in.GetKeys() {
		item := &wire.StoreItem{
			Timestamp: q.timestamp(),
			PeerId:    q.from.id,
			StoreKey:  key.GetStoreKey(),
			Payload:   key.GetPayload(),
		}
		kept[key.GetStoreKey()] = item
		changed.StoreItems = append(changed.StoreItems, item)
	}
	q.shareStore(changed)
	return nil
}

func deleteStoreKeys(q *request, in *wire.StoreRequest) error {
	if len(in.GetKeys()) == 0 {
		return errors.New(storeItemsNeeded)
	}
	if err := q.mayChange(in); err != nil {
		return err
	}
	gone := &wire.StoreItems{PluginId: in.GetPluginId(), StoreName: in.GetStoreName()}
	kept := q.room.session.stores[in.GetStoreName()]
	for _, key := range in.GetKeys() {
		if item, ok := kept[key.GetStoreKey()]; ok {
			delete(kept, key.GetStoreKey())
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
