// Full screen is how the viewer wants to be seen: at the first click, and on its key from then on.

/** Goes to full screen or back; a browser that refuses stays as it is. */
export function toggleFullscreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  change.catch(() => undefined)
}

/**
 * Goes to full screen at the first click on `stage`, which is the earliest a browser permits, and tells every change.
 *
 * Whoever left full screen once has chosen, and clicks stay clicks.
 */
export function watchFullscreen(stage: HTMLElement, changed: (isFullscreen: boolean) => void): void {
  let isFirst = true
  stage.addEventListener('click', () => {
    if (isFirst && !document.fullscreenElement) toggleFullscreen()
    isFirst = false
  })
  document.addEventListener('fullscreenchange', () => {
    isFirst = false
    changed(document.fullscreenElement !== null)
  })
}
