/**
 * Cuts a raw message into pieces that can be lit: every primitive value with its place, and the
 * delimiters between. The delimiters are the message's own (MSH-1 and MSH-2).
 */
export type Piece = { readonly text: string; readonly path: string | undefined }
export type SegmentLine = { readonly key: string; readonly pieces: readonly Piece[] }

type Delimiters = {
  readonly field: string
  readonly component: string
  readonly repetition: string
  readonly subcomponent: string
}

function delimitersOf(raw: string): Delimiters {
  const at = raw.startsWith('MSH') ? 3 : 0
  return {
    field: raw[at] ?? '|',
    component: raw[at + 1] ?? '^',
    repetition: raw[at + 2] ?? '~',
    subcomponent: raw[at + 4] ?? '&',
  }
}

/**
 * One spelling for every way to name a place: `OBX-5`, `OBX[1]-5.1` and `OBX[1]-5[1].1.1` are the
 * same atom, because an index of one may be left out everywhere.
 */
export function canonicalPath(path: string): string {
  const found = path.match(
    /^([A-Z][A-Z0-9]{2})(?:[[(](\d+)[\])])?[-.](\d+)(?:[[(](\d+)[\])])?(?:[.-](\d+))?(?:[.-](\d+))?$/,
  )
  if (found === null) return path
  const [
    ,
    segment = '',
    occurrence = '1',
    field = '',
    repetition = '1',
    component = '1',
    sub = '1',
  ] = found
  return `${segment}[${occurrence}]-${field}[${repetition}].${component}.${sub}`
}

function split(
  text: string,
  delimiter: string,
  path: (n: number) => string,
  next: Cutter,
): readonly Piece[] {
  return text.split(delimiter).flatMap((part, n) => {
    const pieces = next(part, path(n + 1))
    return n === 0 ? pieces : [{ text: delimiter, path: undefined }, ...pieces]
  })
}

type Cutter = (text: string, path: string) => readonly Piece[]

function fieldPieces(text: string, path: string, by: Delimiters): readonly Piece[] {
  const leaf: Cutter = (part, place) => (part === '' ? [] : [{ text: part, path: place }])
  const components: Cutter = (part, place) =>
    split(
      part,
      by.component,
      (n) => `${place}.${n}`,
      (inner, at) => split(inner, by.subcomponent, (n) => `${at}.${n}`, leaf),
    )
  return split(text, by.repetition, (n) => `${path}[${n}]`, components)
}

function segmentPieces(line: string, occurrence: number, by: Delimiters): readonly Piece[] {
  const name = line.slice(0, 3)
  const header = name === 'MSH' || name === 'FHS' || name === 'BHS'
  return line.split(by.field).flatMap((field, n) => {
    if (n === 0) return [{ text: field, path: undefined }]
    const delimiter = { text: by.field, path: undefined }
    // MSH-2 is the list of delimiters itself, and MSH-1 the field delimiter: numbers move by one.
    if (header && n === 1) return [delimiter, { text: field, path: undefined }]
    const number = header ? n + 1 : n
    return [delimiter, ...fieldPieces(field, `${name}[${occurrence}]-${number}`, by)]
  })
}

export function segmentsOf(raw: string): readonly SegmentLine[] {
  const by = delimitersOf(raw)
  const counts = new Map<string, number>()
  return raw
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== '')
    .map((line, n) => {
      const name = line.slice(0, 3)
      const occurrence = (counts.get(name) ?? 0) + 1
      counts.set(name, occurrence)
      return { key: `${n}`, pieces: segmentPieces(line, occurrence, by) }
    })
}
