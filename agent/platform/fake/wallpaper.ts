// The wallpaper of the drawn desktop: soft hills at dusk, without any text, so that it needs no fonts.
import sharp from 'sharp'
import type { Picture } from '../picture.ts'

/** Draws the wallpaper. */
export async function drawWallpaper(widthPx: number, heightPx: number): Promise<Picture> {
  const { data } = await sharp(Buffer.from(svg(widthPx, heightPx)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const pixels = new Uint32Array(widthPx * heightPx)
  for (let index = 0, at = 0; index < pixels.length; index++, at += 3) {
    pixels[index] = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)
  }
  return { widthPx, heightPx, pixels }
}

function svg(width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1280 800"
    preserveAspectRatio="none">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#1d2f5c"/><stop offset=".55" stop-color="#5b6fa8"/>
      <stop offset=".8" stop-color="#e0a58a"/>
    </linearGradient>
    <radialGradient id="sun" cx=".74" cy=".66" r=".3">
      <stop offset="0" stop-color="#ffe3b8" stop-opacity=".95"/><stop offset="1" stop-color="#ffe3b8" stop-opacity="0"/>
    </radialGradient>
  </defs>
  <rect width="1280" height="800" fill="url(#sky)"/><rect width="1280" height="800" fill="url(#sun)"/>
  <path d="M0 560 C200 470 360 520 520 560 S860 470 1040 520 1280 500 1280 500 V800 H0Z" fill="#53608f"/>
  <path d="M0 640 C180 560 380 650 600 620 S980 560 1280 630 V800 H0Z" fill="#364573"/>
  <path d="M0 720 C260 640 420 730 700 700 S1100 660 1280 710 V800 H0Z" fill="#202c50"/>
</svg>`
}
