//go:build js && wasm

package dom_test

import (
	"embed"
	"io/fs"
	"strconv"
	"testing"
	"time"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/internal/meetingtest"
	"github.com/gavel-rtc/gavel/wasm/bridge"
	"github.com/gavel-rtc/gavel/wasm/dom"
	"github.com/gavel-rtc/gavel/wasm/internal/browsertest"
	"github.com/gavel-rtc/gavel/wasm/meeting"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

//go:embed *.js section/*.js panel.css
var files embed.FS

// applierModule imports applier.js: the modules become URLs of the page, each with
// the imports of the others written into it. What is above this folder counts as in it.
func applierModule(t testing.TB) safejs.Value {
	t.Helper()
	sources := map[string]any{"internal/port/collector.js": browsertest.File(t, "../internal/port/collector.js")}
	require.NoError(t, fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := files.ReadFile(name)
		sources[name] = string(text)
		return err
	}))
	english := browsertest.File(t, "../../js/locales/en.json")
	return browsertest.JS(t, `
		const [sources, english] = args;
		const urls = {};
		const beside = (name, other) => new URL(other, 'http://here/' + name).pathname.slice(1);
		const url = (name) => urls[name] ??= URL.createObjectURL(new Blob(
			[sources[name].replace(/from '(\.\.?\/[\w./]+)'/g, (_, other) => "from '" + url(beside(name, other)) + "'")],
			{ type: 'text/javascript' }));
		const words = JSON.parse(english);
		const language = { locale: 'en', sentences: words, fallback: words };
		globalThis.gavelURL ??= url;
		return globalThis.gavelApplier ??= import(url('applier.js')).then(({ createApplier }) =>
			(root) => (send) => {
				root.send = send;
				root.applier = createApplier({ root, css: sources['panel.css'], language, send });
				return root.applier;
			});
	`, sources, english)
}

// makeParts has the elements of the next panel made ahead.
func makeParts(t testing.TB) {
	t.Helper()
	await(t, applierModule(t)) // it has the URLs of all modules
	await(t, browsertest.JS(t, `return import(globalThis.gavelURL('parts.js')).then(({ makeParts }) => makeParts(document))`))
}

func await(t testing.TB, promise safejs.Value) safejs.Value {
	t.Helper()
	value, err := bridge.Await(t.Context(), promise)
	require.NoError(t, err)
	return value
}

// scene is a panel over a meeting in memory.
type scene struct {
	t      *testing.T
	memory *meetingtest.Memory
	panel  *dom.Panel
	root   safejs.Value
}

const width, height = 480, 700

// holdBack is what panels hold back, none but in tests of that.
var holdBack time.Duration

// open shows a panel in a container of its own, at the end of the page.
func open(t *testing.T, memory *meetingtest.Memory) *scene {
	t.Helper()
	return openWhile(t, memory, nil)
}

// openWhile is open; unless act is nil, it happens as soon as the panel has its applier.
func openWhile(t *testing.T, memory *meetingtest.Memory, act func()) *scene {
	t.Helper()
	module := await(t, applierModule(t))
	root := browsertest.JS(t, `
		const root = document.createElement('div');
		root.style.inlineSize = args[0] + 'px';
		root.style.blockSize = args[1] + 'px';
		document.body.append(root);
		return root;`, width, height)
	t.Cleanup(func() { browsertest.JS(t, `args[0].remove()`, root) })
	createApplier, err := bridge.Invoke(module, root)
	require.NoError(t, err)

	controller := control.New(memory, control.Options{ConfirmTimeout: 5 * time.Second, SettleTime: time.Millisecond})
	t.Cleanup(controller.Close)
	scope := bridge.NewScope(func(err error) { t.Errorf("crash: %v", err) })
	t.Cleanup(scope.Close)
	if act != nil {
		createApplier = actingApplier(t, scope, createApplier, act)
	}
	begin := func(command meeting.Command, delay time.Duration) (callOff func(), err error) {
		running, err := controller.StartLater(command, delay)
		if err != nil {
			return nil, err
		}
		return func() { running.CallOff() }, nil
	}
	controls := dom.Controls{
		State: controller.State, Start: begin, Subscribe: controller.Subscribe,
		Accept: controller.Accept, Decline: controller.Decline, HoldBack: holdBack,
	}
	panel, err := dom.Open(scope, controls, createApplier)
	require.NoError(t, err)
	return &scene{t: t, memory: memory, panel: panel, root: root}
}

// actingApplier has act happen as soon as an applier is made.
func actingApplier(t *testing.T, scope *bridge.Scope, createApplier safejs.Value, act func()) safejs.Value {
	t.Helper()
	meanwhile, _, err := scope.Func(func([]safejs.Value) any {
		act()
		return nil
	})
	require.NoError(t, err)
	return browsertest.JS(t, `
		const [create, meanwhile] = args;
		return (send) => {
			const applier = create(send);
			meanwhile();
			return applier;
		};`, createApplier, meanwhile)
}

// do runs JavaScript with the panel's shadow root, and functions to find things in it.
func (s *scene) do(body string, args ...any) safejs.Value {
	s.t.Helper()
	return browsertest.JS(s.t, `
		const [root, ...given] = args;
		const shadow = root.firstElementChild?.shadowRoot;
		const rows = () => [...shadow.querySelectorAll('[data-participant]')];
		const row = (id) => shadow.querySelector('[data-participant="' + id + '"]');
		const button = (action, id) => (id ? row(id) : shadow).querySelector('button[data-action="' + action + '"]');
		const key = (key) => shadow.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
		// A page in the background has an active element but no focus events.
		const focus = (element) => {
			element.focus();
			if (!document.hasFocus()) element.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
		};
		const find = (text) => {
			const input = shadow.querySelector('input[type=search]');
			input.value = text;
			input.dispatchEvent(new InputEvent('input', { bubbles: true }));
		};
		const dialog = shadow?.querySelector('dialog');
		`+body, append([]any{s.root}, args...)...)
}

func (s *scene) text(body string, args ...any) string {
	s.t.Helper()
	value, err := bridge.AsString(s.do(body, args...), "result")
	require.NoError(s.t, err)
	return value
}

func (s *scene) number(body string, args ...any) int {
	s.t.Helper()
	value, err := bridge.AsNumber(s.do(body, args...), "result")
	require.NoError(s.t, err)
	return int(value)
}

func (s *scene) holds(condition string, args ...any) bool {
	s.t.Helper()
	value, err := bridge.AsBool(s.do("return Boolean("+condition+")", args...), "result")
	require.NoError(s.t, err)
	return value
}

// until waits for a condition, a JavaScript expression.
func (s *scene) until(condition string, args ...any) {
	s.t.Helper()
	browsertest.Eventually(s.t, func() bool { return s.holds(condition, args...) }, condition)
}

// shows waits until the list has so many people, oneself included, and rows of some.
func (s *scene) shows(people int) {
	s.t.Helper()
	s.until(`rows().length >= given[1] && shadow.querySelector('[role=grid]').getAttribute('aria-rowcount') === given[0]`, strconv.Itoa(people), min(people, 3))
}
