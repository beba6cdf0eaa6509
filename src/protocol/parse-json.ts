// Text from outside as a value, where a schema or a look at its shape comes next.

/** The value a text of JSON stands for; undefined, which no schema takes, when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
