// Everything around the picture, put together once the host has said what the screen offers.
import type { ConfigPart, Monitor } from '../../protocol/screen.ts'
import type { Control, HostMessage, ListChange, ViewerOptions, ViewerStatus } from '../wire.ts'
import { adviceToast, makeAdviser } from './advice.ts'
import { type Bar, makeBar } from './bar.ts'
import { keepFocus, wakeOnUse } from './bar-wake.ts'
import { makeChatPanel } from './chat-panel.ts'
import { type ClipboardMenu, makeClipboardMenu } from './clipboard-menu.ts'
import { type Controller, makeController } from './control.ts'
import { ASKED_SAID, CONTROL_SAID, whyNotDraw } from './control-state.ts'
import { askToType, saveCapture } from './dialogs.ts'
import { drawRefusal } from './draw-refusal.ts'
import { type Drawing, makeDrawing } from './drawing.ts'
import { lockKeys, toggleFullscreen, watchFullscreen } from './fullscreen.ts'
import type { HostLink } from './host-link.ts'
import { keysGroups } from './keys-menu.ts'
import { makeMarkLayer } from './mark-layer.ts'
import { makeMenu } from './menu.ts'
import { ownEnding } from './own-end.ts'
import { makePrompts } from './prompts.ts'
import type { Quality } from './quality.ts'
import { listenForShortcuts, makeHelp } from './shortcuts.ts'
import type { Stage } from './stage.ts'
import { makeTabs } from './tabs.ts'
import type { Text } from './text.ts'
import { makeToast } from './toast.ts'
import { CONFIRM_OVER_CHARACTERS } from './typing.ts'
import { viewGroups } from './view-menu.ts'
import { workspaceKeys } from './workspace-keys.ts'

type FeedMessage = Extract<HostMessage, { type: 'feed' }>

/** What a workspace is made of; tabs of one window offer the same. */
export type WorkspaceOptions = {
  readonly stage: Stage
  readonly link: HostLink
  readonly text: Text
  readonly feed: FeedMessage
  /** Whether drawing begins with the first picture. */
  readonly isDrawing: boolean
}

/** The page around the picture. */
export class Workspace {
  readonly #stage: Stage
  readonly #link: HostLink
  readonly #text: Text
  readonly #offers: FeedMessage['offers']
  readonly #layer = makeMarkLayer()
  readonly #advise = makeAdviser()
  /** The line at the bottom. */
  readonly toast
  readonly #control: Controller
  readonly #drawing: Drawing
  readonly #view
  readonly #chat
  readonly #prompts
  /** The Clipboard menu. */
  readonly clipboard: ClipboardMenu
  readonly #bar: Bar
  readonly #help
  readonly tabs
  /** What the reader did who has ended it here. */
  readonly ending
  #title: string
  #status: ViewerStatus = { state: 'connecting' }
  #options: ViewerOptions | null = null
  #monitors: readonly Monitor[] = []
  #hasPicture = false
  #isOpened = false
  #willDraw: boolean
  /** Back to the picture: its keyboard while in control. */
  readonly #back = (): void => {
    if (this.#control.view === 'held') this.#control.focus()
    else this.#stage.node.focus()
  }

  constructor({ stage, link, text, feed, isDrawing }: WorkspaceOptions) {
    this.#willDraw = isDrawing
    this.#stage = stage
    this.#link = link
    this.#text = text
    this.#offers = feed.offers
    this.#title = feed.title
    this.ending = ownEnding(feed.offers.ends, feed.audience === 'rep')
    this.toast = makeToast(text('dismiss'))
    this.#control = this.#makeControl()
    this.#drawing = this.#makeDrawing()
    this.#view = makeMenu(text('view'), () => this.#viewGroups(), this.#back)
    this.#chat = makeChatPanel(text, {
      send: (said) => link.send({ type: 'say', text: said }),
      unread: (count) => this.#bar.unread(count),
      back: this.#back,
    })
    this.clipboard = makeClipboardMenu({ text, send: link.send, say: this.toast.say, back: this.#back })
    this.#bar = this.#makeBar()
    const shortcuts = workspaceKeys(feed.offers, {
      show: (view) => stage.show(view),
      view: () => {
        this.#bar.wake()
        this.#view.toggle()
      },
      draw: () => this.#draw(),
      capture: () => this.#capture(),
      chat: () => this.#chat.toggle(),
      bar: () => this.#bar.toggle(),
      stop: () => this.#stop(),
      help: () => this.#help.toggle(),
    })
    this.#help = makeHelp(text, shortcuts)
    this.#prompts = makePrompts(text, (id, answer) => link.send({ type: 'answer', id, answer }))
    this.tabs = makeTabs(text('tabs'), {
      select: (tab) => link.send({ type: 'select', tab }),
      gone: (title) => this.toast.say({ text: text('tabGone', { title }) }),
    })
    listenForShortcuts(shortcuts)
    this.#layOut()
  }

  /** Another screen begins: what belonged to the one before goes. */
  begin({ title }: FeedMessage): void {
    this.#title = title
    this.#hasPicture = false
    this.#monitors = []
    this.#control.leave()
    this.#drawing.close()
    for (const list of [this.#layer, this.#chat, this.#prompts]) list.clear()
    this.#bar.title(title)
  }

  status(status: ViewerStatus): void {
    this.#status = status
    this.#bar.status(status)
    this.ending.status(status.state)
    this.#control.status(status)
    this.#chat.become(status.state)
    this.#layer.inPicture(status.state === 'live' && status.marksInPicture === true)
    if (status.state !== 'live') this.#bar.wake()
    if (status.state === 'ended') {
      this.#bar.title(document.title) // as it is called once it is over
      this.#drawing.close()
    }
    if (this.#drawing.isOpen && this.#control.view === 'other') this.#drawing.close()
  }

  options(options: ViewerOptions): void {
    this.#options = options
    if (!this.#isOpened && options.defaultView) this.#stage.show(options.defaultView.scale)
    this.#isOpened = true
  }

  list(change: ListChange): void {
    if (change.of === 'marks') this.#layer.change(change.added, change.removed)
    else if (change.of === 'chat') this.#chat.change(change.added, change.removed)
    else this.#prompts.change(change.added, change.removed)
  }

  sized(config: ConfigPart): void {
    const { monitors } = config
    this.#hasPicture = true
    this.#layer.resize(config)
    // With one monitor chosen the picture has that one alone; the others can still be chosen.
    const isWhole = (this.#options?.monitor ?? null) === null
    if (isWhole || monitors.length > this.#monitors.length) this.#monitors = monitors
    if (this.#willDraw && !this.#drawing.isOpen) this.#draw()
    this.#willDraw = false
  }

  quality(quality: Quality): void {
    this.#bar.quality(quality, this.#status)
    const advice = this.#advise(quality, this.#offers.options ? this.#options : null)
    if (advice) this.toast.say(adviceToast(advice, this.#text, (options) => this.#link.send({ type: 'set', options })))
  }

  #makeControl(): Controller {
    return makeController({
      stage: this.#stage,
      label: this.#text('picture'),
      send: this.#link.input,
      left: () => this.#link.send({ type: 'release-control' }),
      isDrawing: () => this.#drawing.isOpen,
      pasted: (pasted) => {
        if ([...pasted].length > CONFIRM_OVER_CHARACTERS) void this.#typeText(pasted)
        else this.#control.type(pasted)
      },
      changed: (control) => this.#showControl(control),
    })
  }

  #makeDrawing(): Drawing {
    return makeDrawing(this.#stage, this.#layer, {
      text: this.#text,
      on: {
        add: (mark) => this.#link.send({ type: 'mark', mark }),
        erase: (id) => this.#link.send({ type: 'erase', id }),
        clear: () => this.#link.send({ type: 'erase-all' }),
        capture: () => this.#capture(),
        changed: (isOpen) => {
          this.#bar.drawing(isOpen)
          this.toast.hide()
          document.body.dataset.drawing = String(isOpen)
        },
      },
    })
  }

  #makeBar(): Bar {
    const text = this.#text
    const keys = makeMenu(
      text('keys'),
      () => keysGroups(this.#control, () => void this.#typeText(''), text),
      this.#back,
    )
    const bar = makeBar(text, {
      clipboard: this.clipboard.menu,
      offers: this.#offers,
      view: this.#view,
      keys,
      askControl: () => {
        this.#link.send({ type: 'request-control' })
        this.toast.say({ text: text('askedControl') })
      },
      leaveControl: () => this.#control.leave(),
      draw: () => this.#draw(),
      chat: () => this.#chat.toggle(),
      help: () => this.#help.toggle(),
      stop: () => this.#stop(),
    })
    bar.title(this.#title)
    bar.control('none')
    return bar
  }

  #layOut(): void {
    const stage = this.#stage
    stage.cover(this.#layer.node)
    const nodes = [this.#bar, this.#control, this.#drawing, this.#chat, this.toast, this.#help, this.#prompts]
    document.body.prepend(this.tabs.node)
    document.body.append(...nodes.map(({ node }) => node))
    for (const { node } of [this.#bar, this.toast, this.#drawing]) keepFocus(node)
    wakeOnUse(this.#bar, { isControlled: () => this.#control.view === 'held', keyboard: this.#control.node })
    watchFullscreen(stage.node, {
      isWanted: () => (this.#options?.defaultView?.window ?? 'full') === 'full' && !this.#drawing.isOpen,
      changed: () => lockKeys(this.#control.view === 'held'),
    })
    this.#bar.wake()
    stage.node.focus()
  }

  #showControl(control: Control): void {
    document.body.dataset.control = control
    this.#bar?.control(control)
    lockKeys(control === 'held')
    const said = control === 'owner' && this.clipboard?.isWaiting ? ASKED_SAID : CONTROL_SAID[control]
    if (said) this.toast.say({ text: said.map((key) => this.#text(key)).join(' · '), isSticky: control === 'owner' })
    else this.toast.hide()
  }

  #viewGroups() {
    return viewGroups(
      {
        view: this.#stage.view,
        isFullscreen: document.fullscreenElement !== null,
        options: this.#offers.options ? this.#options : null,
        monitors: this.#monitors,
      },
      {
        show: (view) => this.#stage.show(view),
        fullscreen: toggleFullscreen,
        set: (options) => this.#link.send({ type: 'set', options }),
      },
      this.#text,
    )
  }

  #draw(): void {
    const why = this.#hasPicture ? whyNotDraw(this.#status, this.#control.view) : 'drawNoPicture'
    if (this.#drawing.isOpen) this.#drawing.close()
    else if (why) this.toast.say(drawRefusal(why, this.#text, [this.#control.leave, () => this.#draw()]))
    else this.#drawing.open()
  }

  #capture(): void {
    const failed = (): void => this.toast.say({ text: this.#text('nothingToCapture') })
    if (!this.#hasPicture) failed()
    else saveCapture(this.#stage, this.#layer, { text: this.#text, title: this.#title }).then(this.#back, failed)
  }

  async #typeText(initial: string): Promise<void> {
    const typed = await askToType(this.#text, initial)
    this.#back()
    if (typed) this.#control.type(typed)
  }

  #stop(): void {
    this.ending.stop()
    this.#link.send({ type: 'stop' })
  }
}
