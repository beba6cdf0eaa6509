// What a screen frame says: the size of the desktop, pictures, fills and copies of rectangles, and the pointer.

/** The largest side of a desktop or monitor, in pixels. */
export const MAX_SCREEN_PX = 16_384
/** The most pixels of one desktop: what a receiver keeps in memory for it. */
export const MAX_SCREEN_PIXELS = 64 * 1024 * 1024
/** The most parts of one frame. */
export const MAX_RECTS = 4096
/** The most monitors of one desktop. */
export const MAX_MONITORS = 16
/** The longest name of a monitor, in UTF-8 bytes. */
export const MAX_MONITOR_NAME_BYTES = 64
/** The largest side of a pointer picture, in pixels. */
export const MAX_CURSOR_PX = 256

/** The most pixels of one video picture: what a level 5.2 decoder takes. */
export const MAX_VIDEO_PIXELS = 4096 * 2304
/** The smallest side of a video picture, in pixels. */
export const MIN_VIDEO_PX = 16
/** The video codecs a receiver takes, as RFC 6381 names: H.264 up to level 5.2, in the profiles that browsers decode. */
export const VIDEO_CODEC = /^avc1\.(?:42|4d|58|64)[0-9a-f]{2}(?:0[a-d]|1[0-9a-f]|2[0-9a-f]|3[0-4])$/
/** The longest name of a codec, in bytes. */
export const MAX_CODEC_BYTES = 16

/** A rectangle of the desktop in pixels; the origin is its top left corner. */
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** One monitor of the desktop. */
export type Monitor = Rect & {
  /** What the machine calls it, such as `HDMI-1`; hostile text. */
  readonly name: string
  readonly isPrimary: boolean
}

/** How the pixels of one rectangle are compressed: PNG exactly, JPEG not; a WebP says itself which of both it is. */
export const IMAGE_FORMATS = { png: 1, webp: 2, jpeg: 3 } as const
/** `png`, `webp` or `jpeg`. */
export type ImageFormat = keyof typeof IMAGE_FORMATS

/** The desktop's size; opens every key frame. Everything shown before it is void. */
export type ConfigPart = {
  readonly type: 'config'
  readonly widthPx: number
  readonly heightPx: number
  readonly monitors: readonly Monitor[]
}
/** A picture of exactly the rectangle's size. */
export type ImagePart = {
  readonly type: 'image'
  readonly rect: Rect
  readonly format: ImageFormat
  readonly bytes: Uint8Array
}
/**
 * The next picture of a video that covers exactly the rectangle, drawn over what was there.
 *
 * One desktop has at most one video; a picture that is no key builds on the video pictures of the frames before. Its
 * bytes are one H.264 access unit in Annex B form, colours by BT.601 in the limited range. It is never exact.
 */
export type VideoPart = {
  readonly type: 'video'
  /** Both sides are even. */
  readonly rect: Rect
  /** An RFC 6381 name such as `avc1.64001f`. */
  readonly codec: string
  readonly isKey: boolean
  readonly bytes: Uint8Array
}
/** One colour all over the rectangle, `0xRRGGBB`. */
export type FillPart = { readonly type: 'fill'; readonly rect: Rect; readonly color: number }
/** What the desktop showed at `from` before this part now also shows in the rectangle. */
export type CopyPart = {
  readonly type: 'copy'
  readonly rect: Rect
  readonly from: { readonly x: number; readonly y: number }
}
/** The pointer's picture: an RGBA PNG of the given size, empty bytes for an invisible pointer. */
export type CursorShapePart = {
  readonly type: 'cursor-shape'
  readonly widthPx: number
  readonly heightPx: number
  readonly hotX: number
  readonly hotY: number
  readonly bytes: Uint8Array
}
/** Where the pointer is; may be outside the part of the desktop that is shown. */
export type CursorPositionPart = { readonly type: 'cursor-position'; readonly x: number; readonly y: number }

/** One instruction to a display; they apply in order. */
export type ScreenPart = ConfigPart | ImagePart | VideoPart | FillPart | CopyPart | CursorShapePart | CursorPositionPart

/** The parts as bytes on the wire. */
export const SCREEN_PART_TYPES = {
  config: 1,
  image: 2,
  copy: 3,
  'cursor-shape': 4,
  'cursor-position': 5,
  fill: 6,
  video: 7,
} as const satisfies Record<ScreenPart['type'], number>
