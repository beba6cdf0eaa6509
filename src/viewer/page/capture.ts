// Saves what is seen, marks and all, as a picture file.

/**
 * Puts the marks onto a copy of the picture.
 *
 * @param marks  an SVG image of the picture's size, as text
 * @returns a PNG
 */
export async function burnIn(picture: HTMLCanvasElement, marks: string): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = picture.width
  canvas.height = picture.height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser has no canvas')
  context.drawImage(picture, 0, 0)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(marks)}`
  await image.decode()
  context.drawImage(image, 0, 0)
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!png) throw new Error('the picture is too large to be saved')
  return png
}

/** Hands a file to the browser's downloads. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** A name for a picture taken now, without what file systems refuse. */
export function captureName(title: string, now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  const time = `${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`
  return `${safeName(title)} ${day} ${time}.png`.trim()
}

/** A file name out of any text. */
export function safeName(text: string): string {
  return text
    .replace(/[\p{C}\\/:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .slice(0, 100)
    .trim()
}
