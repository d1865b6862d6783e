import { isHidden, type Layer, positionOf } from './layers.ts'
import { frequencies, normOf } from './segment.ts'

/** A word of a search: what a full occurrence of it adds to a score, above 0. */
export type Wanted = { readonly stem: string; readonly share: number }

/** A document that was found: `layer` and `document` are its numbers. */
export type Found = { readonly layer: number; readonly document: number; readonly id: string; readonly score: number }

/**
 * The best `limit` documents of all layers, best first, equal scores in the order of their ids.
 * Words are added up one after the other, the most telling first. Once `limit` documents have more than all words to come could
 * add (Turtle and Flood 1995, "max score"), only documents that could still get among them are looked up; a word that every
 * second document holds then costs no more than a rare one. The sums come in the same order whatever the layers are, so that
 * two indexes of the same documents give the same scores to the last bit.
 * @param wanted the most telling word first
 */
export function bestOf(
  layers: readonly Layer[],
  wanted: readonly Wanted[],
  averageLength: number,
  limit: number,
): Found[] {
  const best: Found[] = []
  if (limit < 1) return best
  layers.forEach((layer, at) => searchLayer(layer, at, wanted, averageLength, { limit, found: best }))
  return best
}

type Best = { readonly limit: number; readonly found: Found[] }

/** Room for the scores of one search, shared by all: zero wherever no search is under way. */
let scores = new Float64Array(0)
let touched = new Uint32Array(0)

function searchLayer(layer: Layer, at: number, wanted: readonly Wanted[], averageLength: number, best: Best): void {
  const { segment } = layer
  const terms = termsIn(layer, wanted, averageLength)
  if (terms.length === 0) return
  makeRoom(segment.ids.length)
  let used = 0
  let from = 0
  let threshold = lowestOf(best)
  // A layer whose best document cannot get among the best of the layers before it is not looked at.
  if (threshold > (terms[0]?.most ?? 0)) return
  for (; from < terms.length; from++) {
    const term = terms[from]
    if (!term) break
    if (from > 0 && term.to - term.from > 2 * used) {
      threshold = Math.max(threshold, nth(layer, used, best.limit))
      if (threshold > term.most) break
    }
    used = addAll(layer, term, averageLength, used)
  }
  const left = from < terms.length ? addToSome(layer, terms.slice(from), averageLength, used, threshold) : used
  let least = lowestOf(best)
  for (let i = 0; i < left; i++) {
    if ((scores[touched[i] ?? 0] ?? 0) < least) continue
    offer(best, layer, at, touched[i] ?? 0)
    least = lowestOf(best)
  }
  for (let i = 0; i < used; i++) scores[touched[i] ?? 0] = 0
}

/** A word within a layer. `most` is what it and all words after it can add. */
type Term = Postings & { readonly most: number }
type Postings = { readonly from: number; readonly to: number; readonly share: number }

function termsIn({ segment }: Layer, wanted: readonly Wanted[], averageLength: number): Term[] {
  // Shorter documents on average make each one look longer: a peak of another average can be higher by that ratio at most.
  const stretch = Math.max(1, averageLength / segment.averageLength)
  const terms: Term[] = []
  let most = 0
  for (let at = wanted.length - 1; at >= 0; at--) {
    const { stem = '', share = 0 } = wanted[at] ?? {}
    const term = segment.words.get(stem)
    if (term === undefined) continue
    most += share * Math.min(1, (segment.peaks[term] ?? 1) * stretch)
    terms.unshift({ from: segment.starts[term] ?? 0, to: segment.starts[term + 1] ?? 0, share, most })
  }
  return terms
}

function makeRoom(size: number): void {
  if (scores.length >= size) return
  scores = new Float64Array(size)
  touched = new Uint32Array(size + 1)
}

/** Adds a word to every document that holds it. @returns how many documents were touched by now */
function addAll({ segment }: Layer, { from, to, share }: Postings, averageLength: number, before: number): number {
  const { documents, counts, lengths } = segment
  const { still, byLength } = normOf(averageLength)
  let used = before
  for (let at = from; at < to; at++) {
    const document = documents[at] ?? 0
    const frequency = frequencies[counts[at] ?? 0] ?? 0
    const score = scores[document] ?? 0
    // Written in any case and counted where it is new: which of the two it is cannot be foreseen, and a wrong guess costs more.
    touched[used] = document
    used += Number(score === 0)
    scores[document] = score + (share * frequency) / (frequency + still + byLength * (lengths[document] ?? 0))
  }
  return used
}

/** Adds the words that are left to those documents only that can still get among the best. They end up first in `touched`. @returns how many they are */
function addToSome(
  layer: Layer,
  terms: readonly Term[],
  averageLength: number,
  used: number,
  threshold: number,
): number {
  const { documents, counts, lengths } = layer.segment
  const { still, byLength } = normOf(averageLength)
  let left = used
  for (const { from, to, share, most } of terms) {
    left = keep(left, threshold - most)
    // Looking each of them up takes some sixteen steps; where that is more than there are postings, these are gone through.
    if (left * 16 > to - from) {
      addToTouched(layer, { from, to, share }, averageLength)
      continue
    }
    for (let i = 0; i < left; i++) {
      const document = touched[i] ?? 0
      const at = positionOf(documents, from, to, document)
      if (at < 0) continue
      const frequency = frequencies[counts[at] ?? 0] ?? 0
      scores[document] =
        (scores[document] ?? 0) + (share * frequency) / (frequency + still + byLength * (lengths[document] ?? 0))
    }
  }
  return left
}

/** Adds a word to every document that has a score already. */
function addToTouched({ segment }: Layer, { from, to, share }: Postings, averageLength: number): void {
  const { documents, counts, lengths } = segment
  const { still, byLength } = normOf(averageLength)
  for (let at = from; at < to; at++) {
    const document = documents[at] ?? 0
    const score = scores[document] ?? 0
    if (score === 0) continue
    const frequency = frequencies[counts[at] ?? 0] ?? 0
    scores[document] = score + (share * frequency) / (frequency + still + byLength * (lengths[document] ?? 0))
  }
}

/** Moves the documents with at least so high a score to the front; the others change places with them, since all have to be cleared. */
function keep(count: number, least: number): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const document = touched[i] ?? 0
    if ((scores[document] ?? 0) < least) continue
    touched[i] = touched[kept] ?? 0
    touched[kept++] = document
  }
  return kept
}

/** The score that so many of the touched documents reach, 0 where there are fewer. */
function nth(layer: Layer, used: number, limit: number): number {
  if (used < limit) return 0
  const highest = new Float64Array(limit)
  for (let i = 0; i < used; i++) {
    const score = scores[touched[i] ?? 0] ?? 0
    if (score <= (highest[limit - 1] ?? 0) || isHidden(layer.hidden, touched[i] ?? 0)) continue
    let at = limit - 1
    while (at > 0 && (highest[at - 1] ?? 0) < score) {
      highest[at] = highest[at - 1] ?? 0
      at--
    }
    highest[at] = score
  }
  return highest[limit - 1] ?? 0
}

function lowestOf({ found, limit }: Best): number {
  return found.length < limit ? 0 : (found.at(-1)?.score ?? 0)
}

/** Takes a document among the best if it belongs there. */
function offer({ found, limit }: Best, { segment, hidden }: Layer, layer: number, document: number): void {
  const score = scores[document] ?? 0
  const last = found.length < limit ? undefined : found[limit - 1]
  if ((last && score < last.score) || isHidden(hidden, document)) return
  const id = segment.ids[document] ?? ''
  if (last && score === last.score && id > last.id) return
  let at = Math.min(found.length, limit - 1)
  for (; at > 0; at--) {
    const other = found[at - 1]
    if (!other || other.score > score || (other.score === score && other.id < id)) break
    found[at] = other
  }
  found[at] = { layer, document, id, score }
}
