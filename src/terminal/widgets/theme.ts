// Colours and glyphs by meaning, for dark and light terminals of every colour depth.
import { createContext, useContext } from 'react'
import type { ColourDepth } from '../print/colour.ts'

/** What a piece of text means; its look comes from the theme, and a word or glyph always says the same. */
export type Tone = 'plain' | 'muted' | 'accent' | 'good' | 'warn' | 'bad' | 'title' | 'selected'

/** How Ink paints one tone. */
export type Look = {
  readonly color?: string
  readonly backgroundColor?: string
  readonly bold?: boolean
  readonly dimColor?: boolean
  readonly inverse?: boolean
}

/** Everything a widget needs to look right. */
export type Theme = {
  readonly looks: Readonly<Record<Tone, Look>>
  /** Border colour of the focused panel and of the others. */
  readonly focusBorder: Look
  readonly border: Look
}

/** Which background the terminal has. */
export type Background = 'dark' | 'light'

type Palette = Readonly<Record<'muted' | 'accent' | 'good' | 'warn' | 'bad' | 'selected', string>>
const PALETTES: Readonly<Record<Background, Readonly<Record<Exclude<ColourDepth, 'none'>, Palette>>>> = {
  dark: {
    '16': { muted: 'gray', accent: 'cyan', good: 'green', warn: 'yellow', bad: 'red', selected: 'blue' },
    '256': {
      muted: 'ansi256(245)',
      accent: 'ansi256(80)',
      good: 'ansi256(114)',
      warn: 'ansi256(221)',
      bad: 'ansi256(203)',
      selected: 'ansi256(24)',
    },
    true: {
      muted: '#8a919c',
      accent: '#5fd0d8',
      good: '#8fd18a',
      warn: '#f0cf6a',
      bad: '#ff7b72',
      selected: '#1f4f6e',
    },
  },
  light: {
    '16': { muted: 'gray', accent: 'blue', good: 'green', warn: 'magenta', bad: 'red', selected: 'cyan' },
    '256': {
      muted: 'ansi256(242)',
      accent: 'ansi256(25)',
      good: 'ansi256(28)',
      warn: 'ansi256(130)',
      bad: 'ansi256(160)',
      selected: 'ansi256(153)',
    },
    true: {
      muted: '#5f6772',
      accent: '#0b61a4',
      good: '#1a7f37',
      warn: '#8a5a00',
      bad: '#c0261b',
      selected: '#b9dcf2',
    },
  },
}

const COLOURLESS: Theme = {
  looks: {
    plain: {},
    muted: {},
    accent: { bold: true },
    good: {},
    warn: { bold: true },
    bad: { bold: true },
    title: { bold: true },
    selected: { inverse: true },
  },
  focusBorder: { bold: true },
  border: {},
}

/** Makes the theme for a colour depth and background; without colour, weight and inversion remain. */
export function makeTheme(depth: ColourDepth, background: Background = 'dark'): Theme {
  if (depth === 'none') return COLOURLESS
  const { muted, accent, good, warn, bad, selected } = PALETTES[background][depth]
  return {
    looks: {
      plain: {},
      muted: { color: muted },
      accent: { color: accent },
      good: { color: good },
      warn: { color: warn },
      bad: { color: bad, bold: true },
      title: { bold: true },
      selected: depth === '16' ? { inverse: true } : { backgroundColor: selected, bold: true },
    },
    focusBorder: { color: accent },
    border: { color: muted },
  }
}

/** Reads the background from `COLORFGBG`, which rxvt, konsole and others set; dark where it says nothing. */
export function backgroundOf(env: Readonly<Record<string, string | undefined>>): Background {
  const background = Number(/;(\d+)$/.exec(env.COLORFGBG ?? '')?.[1] ?? 0)
  return background === 7 || background >= 9 ? 'light' : 'dark'
}

const ThemeContext = createContext<Theme>(COLOURLESS)
/** Gives everything inside it a theme. */
export const ThemeProvider = ThemeContext.Provider
/** The theme in force. */
export function useTheme(): Theme {
  return useContext(ThemeContext)
}
