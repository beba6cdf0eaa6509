// Full screen is how the viewer wants to be seen: at the first click, and on its key from then on.

/** Not in every browser: keys such as Alt+Tab then go to the page while it is full screen. */
type LockableKeyboard = { lock?(): Promise<void>; unlock?(): void }

/** Goes to full screen or back; a browser that refuses stays as it is. */
export function toggleFullscreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  change.catch(() => undefined)
}

/**
 * Goes to full screen at the first click on `stage`, which is the earliest a browser permits, and tells every change.
 *
 * Whoever left full screen once has chosen, and clicks stay clicks.
 *
 * @param isWanted  asked at that click
 */
export function watchFullscreen(
  stage: HTMLElement,
  { isWanted, changed }: { isWanted(): boolean; changed(isFullscreen: boolean): void },
): void {
  let isFirst = true
  stage.addEventListener('click', () => {
    if (isFirst && isWanted() && !document.fullscreenElement) toggleFullscreen()
    isFirst = false
  })
  document.addEventListener('fullscreenchange', () => {
    isFirst = false
    changed(document.fullscreenElement !== null)
  })
}

/** Has the browser hand over the keys it keeps for itself, where it can and the page is full screen, or take them back. */
export function lockKeys(isLocked: boolean): void {
  const { keyboard } = navigator as Navigator & { keyboard?: LockableKeyboard } // not in every browser
  if (isLocked && document.fullscreenElement) keyboard?.lock?.().catch(() => undefined)
  else keyboard?.unlock?.()
}
