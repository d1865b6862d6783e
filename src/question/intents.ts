import { botWordings } from './bot-wordings.ts'
import type { Intent } from './question.ts'

/** Sub-commands as typed, with the words people use for them. The first word of a question, or its first two. */
const commands: Readonly<Record<string, Intent>> = {
  'who uses': 'who-uses',
  whouses: 'who-uses',
  who: 'who-uses',
  users: 'who-uses',
  'case study': 'case-study',
  'case studies': 'case-study',
  casestudy: 'case-study',
  fit: 'fit',
  when: 'fit',
  compare: 'compare',
  comparison: 'compare',
  tools: 'tools',
  tool: 'tools',
  libraries: 'tools',
  library: 'tools',
  pattern: 'pattern',
  patterns: 'pattern',
  pitfalls: 'pitfalls',
  pitfall: 'pitfalls',
  hire: 'hire',
  hiring: 'hire',
  interview: 'interview',
  interviews: 'interview',
  roadmap: 'roadmap',
  roadmaps: 'roadmap',
  pilot: 'pilot',
  adoption: 'adoption',
  decide: 'decide',
  decision: 'decide',
  decisions: 'decisions',
  browse: 'browse',
  picker: 'browse',
  sources: 'sources',
  privacy: 'privacy',
  help: 'help',
}

/** Sub-commands that stand alone: with more words after them they are ordinary words ("help me hire"). */
const alone: ReadonlySet<Intent> = new Set(['sources', 'privacy', 'help', 'browse', 'decisions'])
/** Command words that are also how plain questions begin: alone they are commands, otherwise the patterns decide. */
const alsoPlain: ReadonlySet<string> = new Set([
  'who',
  'when',
  'users',
  'decision',
  'library',
  'libraries',
  'tool',
  'tools',
])

/** Words that a sub-command's argument hardly holds and a sentence does. */
const sentence: ReadonlySet<string> = new Set(
  'is are was were am do does did can could will would should shall has have had what which who how why'.split(' '),
)

/** How each intent is worded. The first that matches wins, so the more telling stand first. Patterns see folded words joined by spaces. */
const wordings: readonly (readonly [Intent, RegExp])[] = [
  ...botWordings,
  [
    'greeting',
    /^(hi|hello|hey|hey there|hi there|good (morning|afternoon|evening|day)|yo|hallo|moin|hola|thanks|thank you|thx|ty|cheers|bye|good night|see you)( (a lot|so much|very much|a million|gofer|bot|all|everyone|team|there|again|mate))*$|^(ok|okay|cool|nice|great|got it|perfect|awesome|good|alright|fine|k|lol|haha|understood)( (ok|okay|cool|nice|great|thanks|thank you|then|one|stuff|job|bot))*$|^how are you( doing)?( today)?( bot| gofer)?$/,
  ],
  [
    'interview',
    /\b(interviews?|interviewing|take ?home|screening|technical screen|phone screen|coding (test|challenge)|whiteboard)\b|\bquestions (\w+ ){0,3}(candidates?|applicants?|seniors?|juniors?)\b|\bquestion (to|for) (a |an |the |our |my )?(\w+ )?(candidates?|applicants?)\b|\b(ask|grill|quiz|test|put to) (a |an |the |our |my )?(\w+ )?(candidates?|applicants?)\b/,
  ],
  [
    'hire',
    /\b(hire|hires|hiring|recruit\w*|job (description|ad|post)|vetting|vet (a )?(candidate|developer)s?|candidates?|skill ?(s|set|check)?list|skils?)\b/,
  ],
  [
    'roadmap',
    /\b(roadmaps?|learning path|learning plan|study plan|curriculum|syllabus|(how|what|where) (to|do i|should i|can i|would i)( \w+)? learn|what to learn|learn \w+ in \d+|upskill\w*|train (my|our|the) (team|developers|devs)|(plan|path) (for|to) learn\w*|(become|becoming) an? (\w+ ){1,3}(engineer|developer|programmer|specialist|expert)|\d+ (month|mth|week|day)s? (?!pilot|migration|trial|rollout)(\w+ )?plan|where (do|should|would|can) (i|we|one) (even )?(start|begin)|ramp up|self study|self taught|first steps|get (up to speed|productive|started))\b/,
  ],
  ['pilot', /\b(pilot|proof of concept|poc|trial project|two week (trial|test|experiment))\b/],
  [
    'adoption',
    /\b(adoption|popular|popularity|tiobe|how many (people|programmers|engineers|teams)|(do|are) (those|people|developers|users|they)( who)?( \w+){0,4} (like|love|happy|satisfied|content)|redmonk|octoverse|how many (\w+ )?developers|market share|trend(s|ing)?|growing|growth|index value|developer survey)\b/,
  ],
  [
    'case-study',
    /\b(case stud(y|ies)|success stor(y|ies)|war stor(y|ies)|reference customers?|real (world )?(stor(y|ies)|cases?))\b/,
  ],
  [
    'compare',
    /\b(vs|versus|v s|compare[ds]?|comparing|comparison|difference|differences|differ|matrix|(?!other|rather|longer|earlier|later|older|newer|fewer)\w{3,}er than|(better|worse) than|(more|less) \w+ than|instead of|rather than|which (one )?is (better|faster|easier|safer)|(choose|pick|decide) between|head to head|stacks? up)\b/,
  ],
  [
    'who-uses',
    /\b((?<!\b(those|people|anyone|anybody|teams|developers|person|somebody|someone) )who (\w+ )?(uses|use|using|is using|are using|runs|run|built|builds|adopted|adopts|has adopted|moved|switched|migrated|rewrote|went)|(companies|company|organi[sz]ations|firms|shops|startups?|banks?|businesses|players|vendors|teams|projects|products|systems|users)\b.*\b(use|uses|using|used|with|on|in|w|run|runs|running|adopted|built|moved|that|from)|(well )?known (ones|users|companies|projects)|(use|uses|using) (by|at) |(anyone|anybody|any1|somebody|someone) (\w+ )?(big|large|famous|serious|known|well known|notable)\b|(big|household) names?\b|\badopters\b|in the wild\b|(does|do|is|are|has|have) (anyone|anybody|somebody|someone|others) (else |here |out there )?(\w+ )?(use|using|used|run|running|ship|shipping)\b(?! (in)?to\b))/,
  ],
  [
    'tools',
    /\b(library|libraries|libs?|framework|frameworks|packages?|modules?|tool|tools|tooling|toolkit|driver|drivers|client|orm|sdk|alternatives?|replacement|replaced by|successor|maintained|unmaintained|maintenance|alive|dead|archived|deprecated|abandoned|supported|up to date|production ready|state|status|upkeep|discontinued|working on|worked on|developed)\b|\b(recommend|suggest)( (me|us))? (a|an|some|any)\b(?! (language|stack))|\b(equivalents?|counterparts?|(have|is there|got) something like|go to (choice|option)|what (do|does|should|would|can) (people|you|we|i|one|everyone|everybody) (use|take|reach for|pick) (for|to))\b/,
  ],
  [
    'pitfalls',
    /\b(pitfalls?|gotchas?|traps?|mistakes?|drawbacks?|downsides?|disadvantages?|trade ?offs?|weakness(es)?|cons|what (can|could) go wrong|bad (at|about)|problems? with|criticism|falls? (flat|short|down|apart)|weak (spots?|sides?|points?)|shortcomings?|limitations?|pain points?|foot ?guns?|regrets?|regretted|negatives|(bad|dark) sides?|watch out|beware|(complain\w*|hates?|annoy\w*|dislikes?) (about|with)|what (usually |often |typically )?(goes wrong|breaks))\b/,
  ],
  [
    'pattern',
    /\b(patterns?|idiom|idiomatic|best practices?|(proper|right|clean|correct) way|done properly|how (do|does|should|would|can) (i|we|one|you) (best|properly|correctly|cleanly|safely))\b/,
  ],
  [
    'fit',
    /\b(should (we|i|you|my|our)|fit|fits|suitable|suited|good (choice|fit|for|idea)|right (tool|choice|language)|worth|makes? sense|use case|ok for|okay for|when (not )?(to|should|is|are|do|does)|recommend(ed)?|talk (us|me|them) (out of|into)|arguments? (for|against)|reasons? (not|against|to)|case against|rules? \w+ out|deal ?breakers?|show ?stoppers?|knock ?outs?|pays? off|good enough|sensible|smart move|bad (idea|choice|fit)|would you (pick|choose|take|use|recommend)|is \w+ (\w+ )?(wise|reasonable|sane))\b|^(but )?why\b/,
  ],
]

/** What a question wants, by its words. `words` are folded, spelling mended; `used` are those that said so and carry no content of their own. */
export type Wanted = {
  readonly intent: Intent
  readonly from: 'command' | 'words' | 'none'
  readonly used: ReadonlySet<number>
}

/** Reads the intent from the words of a question. */
export function intentOf(words: readonly string[]): Wanted {
  const command = commandOf(words)
  if (command) return command
  const text = words.join(' ')
  for (const [intent, pattern] of wordings) {
    const match = pattern.exec(text)
    if (match) return { intent, from: 'words', used: wordsIn(text, match.index, match[0].length) }
  }
  return nothingWanted()
}

/** What a free question wants: whatever its subject decides. */
export const nothingWanted = (): Wanted => ({ intent: 'ask', from: 'none', used: new Set() })

/** The same question, known to set things side by side. */
export const comparing = ({ used }: Wanted): Wanted => ({ intent: 'compare', from: 'words', used })

function commandOf(words: readonly string[]): Wanted | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const intent = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!intent || words.length < length) continue
    const more = words.length > length
    if (more && (alone.has(intent) || alsoPlain.has(name))) continue
    // "Hiring wise, is it easier to ...": a whole sentence that only begins with the word.
    if (words.slice(length).some((word) => sentence.has(word))) continue
    return { intent, from: 'command', used: new Set(Array.from({ length }, (_, at) => at)) }
  }
  return undefined
}

/** Indexes of the words that a match covers. */
function wordsIn(text: string, start: number, length: number): Set<number> {
  const first = text.slice(0, start).split(' ').length - 1
  const count = text
    .slice(start, start + length)
    .trim()
    .split(' ').length
  return new Set(Array.from({ length: count }, (_, at) => first + at))
}

/** Words that ask for something to be done, which a knowledge base cannot: they open a sentence or stand with "please". */
export const actions =
  /^(please |can you |could you |would you |pls |@?bot )*(remind|translate|convert|deploy|merge|restart|rollback|cancel|book|order|schedule|create|open|close|assign|approve|review|refactor|debug|generate|write|draw|send|post|invite|call|email|delete|summari[sz]e|rewrite|port|play|ping|print|run|execute|fix|solve)\b(?! (to|from|in|on|for)\b)/
/** Somebody's own code or machine: no curated answer can know it. */
export const ownMatter =
  /\b(my|our|this|the) (\w+ )?(pr|pull request|ticket|code|function|class|script|laptop|build|pipeline|test|tests|error|crash|program|server|branch|commit|order|account|invoice|booking)\b.*\b(hangs?|fails?|failing|failed|crash(es|ed)?|broken|wrong|why|line \d+|stuck|panics?|panicked|review|look)\b|\b(is|are|why is) (the|our|my) (\w+ ){1,3}(down|offline|unreachable|not responding|back up)\b|\bmy (\w+ ){1,2}(hangs|fails|crashes|panics|is stuck|is broken)\b|\bline \d+\b|\bstack ?trace\b|\bpr \d+\b|\bseg ?fault\b|\b(runtime|syntax|type|compile|null pointer) (error|exception)\b|\bexception in\b|\bcannot find (symbol|module)\b/
/** Somebody's age and life: "how old is" one who has a name, and is no thing. */
export const ofAPerson =
  /\bhow old (is|was|are|were) (?!(it|its|this|that|these|those|the|a|an|our|your|we|i)\b)|^(is|was|are) (?!(it|this|that|the|a|an|our|your|my)\b)\w+( \w+)? (married|divorced)\b|^where (((is|was) (?!(it|this|that|the|a|an|our|your|my)\b)\w+( \w+)? born)|(did (?!(it|this|that|the|a|an|our|your|my)\b)\w+( \w+)? (live|grow up)))\b/
/** Attempts to make the bot say or be something. */
export const instructions =
  /\b(ignore (all |any |the |your )*(previous|prior|above|earlier|instructions|rules)|you are now|pretend (to be|you)|act as|system prompt|jailbreak|say that|repeat after me|from now on you|disregard|reveal your|print your (prompt|instructions)|forget (your|all|everything))\b/

/** "Does Contoso use it", "what stack does Contoso run": the words in between name somebody. */
export const somebodyUses =
  /\b(?:does|do|did|is|are|has|have) (?<who>[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)?) (?:itself |also |even |really |actually |already )?(?:us(?:e|es|ed|ing)|run|runs|running|writes?|written|wrote|built|builds?|adopt(?:ed|s)?|rel(?:y|ies)|mov(?:ed?|ing)|switch(?:ed)?|migrat(?:ed?|ing))\b/u
/** The question asks for reasons against. */
export const against =
  /\b(not|avoid|against|dont|shouldnt|never|bad|wrong|worst|stay away|out of|refuse|reject|unsuitable|overkill|rules? \w+ out|deal ?breakers?|show ?stoppers?)\b/
