/**
 * How text becomes words, the same for entries and for questions: what is folded on one side must be folded on the other.
 */

/** Whether a text has plain letters only: nearly all have, and reading those costs half. */
export const isPlainText = (text: string): boolean => !/[^\n -~]/.test(text)

/** Lower case, compatibility forms folded (NFKC), accents dropped: "Für" and "ｆｕｒ" are "fur". */
export function fold(text: string): string {
  return isPlainText(text) ? text.toLowerCase() : text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/**
 * The words of a text in order. Numbers keep their dots ("1.22") and lose their thousands commas; `c++`, `c#` and `%w` are words;
 * all other punctuation separates, so that "node.js", "node-js" and "node js" are the same two words.
 */
export function wordsOf(text: string): string[] {
  const isPlain = isPlainText(text)
  let folded = fold(text)
  // Most texts have none of these, and looking for a letter costs a fraction of looking for a pattern.
  if (folded.includes(',')) folded = folded.replaceAll(/(?<=\d),(?=\d{3})/g, '')
  if (folded.includes('.net')) folded = folded.replaceAll(/(?<![a-z0-9])\.net\b/g, 'dotnet')
  if (folded.includes("'") || folded.includes('’')) folded = folded.replaceAll(/['’]/g, '')
  return folded.match(isPlain ? plainWord : word) ?? []
}

const word = /%w\b|\d+(?:\.\d+)+|[\p{L}\p{N}]+(?:\+\+|#)?/gu
/** The same of a text that is plain and folded. */
const plainWord = /%w\b|\d+(?:\.\d+)+|[a-z\d]+(?:\+\+|#)?/g

/**
 * The stem of an English word: plural, -ing, -ed and -er endings taken off, nothing more. A light stemmer on purpose:
 * names stand beside words in the same index, and Porter's full suffix list makes different names the same.
 */
export function stem(word: string): string {
  if (unstemming) return word
  const known = stems.get(word)
  if (known !== undefined) return known
  const found = stemOf(word)
  // Bounded: the words of the entries fit, and what people type cannot fill the memory.
  if (stems.size < mostStems) stems.set(word, found)
  return found
}

/** Does some work with words left as they are: only for measuring what stemming is worth. The work must not wait for anything. */
export function unstemmed<T>(work: () => T): T {
  unstemming = true
  try {
    return work()
  } finally {
    unstemming = false
  }
}

let unstemming = false
const mostStems = 50_000
const stems = new Map<string, string>()

function stemOf(word: string): string {
  if (word.length < 4 || /\d|[+#]/.test(word)) return word
  const one = singular(word)
  const base = one.replace(/(?<=[aeiouy].*)(ing|ed)$/, '').replace(/(?<=\w{3})er$/, '')
  return ending(base.length < 3 ? one : base === one ? base : base.replace(/([bdfgmnprt])\1$/, '$1'))
}

function singular(word: string): string {
  if (/(ss|us|is|os)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(ch|sh|x|z|ss)es$/.test(word)) return word.slice(0, -2)
  return word.replace(/s$/, '')
}

/** A silent e and a final y differ between forms of one word: "cache" and "caching", "deploy" and "deployed". */
function ending(word: string): string {
  return word.length > 3 ? word.replace(/e$/, '').replace(/y$/, 'i') : word
}

/** Words that carry no content: they never count for or against an entry. Function words, question words and chat filler of English. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above actually after again all also am an and any anybody anyone anything are as at be because been before being below between both but by can could
  did do does doing done dont down each either else etc even ever every everybody everyone everything few for from further get gets getting give given gives got had has have having he hello her here hey hi him
  his how i if in into is isnt it its itself just kind know let lets like likely lot lots make makes many may maybe me mean might more most much must my myself
  need needs no nor not now of off ok okay on once one only or other others our out over own please plz pls pretty put quite rather really right same say says see seem seems
  she should show since so some somebody someone something sort still such take takes tell than thank thanks that the their them then there these they thing things think this those
  though through thx to too true false try trying two under until up upon us use used user users uses using usually very want wants was wasnt way we well went were what whats when where whether which while who whom whos whose
  why will with within without wont would yeah yes yet you your yours u ur im ive id youre were theyre cant doesnt didnt wouldnt shouldnt gonna wanna gotta tho btw fyi imo afaik eli5 tldr
  except without excluding besides apart minus cc today currently nowadays already everywhere example examples good great best nice big bit own real sure team company folks people guys`.split(
    /\s+/,
  ),
)
