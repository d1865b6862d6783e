import type { Intent } from './question.ts'

/**
 * How people ask for the bot itself and for what it opens, in their own words. What they all share is somebody to whom the question
 * is put ("you", "this bot"), or what the asker did here ("what I type", "what we decided"): the subject's own world never says so.
 */
export const botWordings: readonly (readonly [Intent, RegExp])[] = [
  [
    'privacy',
    any(
      /^privacy$/,
      /\b(what|which|where|anything|everything|stuff|questions?|messages?|words|text) (that |which )?(i|we|my team|people|one) (type|types|typed|write|wrote|ask|asked|say|send|sent|enter|post)\b.*\b(go|goes|going|end|ends|up|leaves?|stored?|saved?|kept|keep|logged|logs|shared?|sent|seen?|visible|reads?|train|training|private|retained|tracked|recorded|else)\b/,
      /\b(who|can (anyone|anybody|somebody|someone|others?|my \w+|you|admins?)|does (anyone|anybody|my \w+)|do (others|admins|you)) (else )?(can |could )?(see|sees|read|reads) (my|what (i|we)|our) ?(question|message|answer|search|type|ask|wrote|write|name|vote)?/,
      /\b(are|is|will) (my|our|these|this|the) (questions?|messages?|conversations?|chats?|searches|data|input|typing)( that \w+ \w+)? (be )?(private|logged|stored|saved|shared|sent|kept|visible|tracked|recorded|public|confidential|used|safe)\b/,
      /\b(do|does|will|can) (you|this bot|the bot|gofer|this app|this thing) (\w+ )?(store|keep|log|save|read|train|track|record|remember|share|send|spy|leak|collect|phone home|listen)\b/,
      /\b(what|which) (data|information|personal data|logs?) (\w+ ){0,3}(you|bot|gofer|app)\b/,
      /\b(gdpr|delete (my|our) (data|questions|history|messages))\b/,
      /^is (my question|it|this) (private|logged|stored)$/,
    ),
  ],
  [
    'sources',
    any(
      /^(sources|references|citations)$/,
      /\b(your|these|those) (\w+ )?(sources?|claims?|evidence|references?|citations?|facts|statements|information|numbers) (\w+ ){0,2}(from|based|true|reliable|verified|checked|trustworthy|made up|come)\b/,
      /\b(sources?|references?|evidence|citations?|grounds|basis|proof) (of|for|behind) (your|these|this|those|all (these|this|your|that)) ?(\w+)?$/,
      /^(what|which|where) (are|is) (your|the) (sources?|references|evidence|data|information)( from)?$/,
      /^where (do|does|did) (you|your|the|this|these|all this|those)( \w+){0,3} (come|get|stem|take|have|find)\b.*/,
      /\b(on what|what are the|what) (grounds|basis|authority|evidence) do you\b/,
      /\b(you|bot|gofer)( \w+){0,3} (made|make|making|invent|invented|hallucinate|hallucinating|lie|lying)( (this|it|things|that|stuff))?( up)?$/,
      /\bhow do you know( (this|that|all this|all that|any of this|these things|what you \w+))?$/,
      /\b(can|should|do|may|how can|why should) (i|we|one) (\w+ )?(trust|believe|rely on) (you|this bot|the bot|gofer|your \w+|these answers|this answer|what you say)\b/,
      /\bwho (\w+ )?(writes?|wrote|curates?|maintains?|checks?|checked|made|makes|verifies|edits?|compiled?|collected) (all )?(this|these|those|them|(the|these|those|this|your|all these|all the) (answers?|entries|knowledge|texts?|claims?|content|information|stuff|\w+))$/,
      /\b(are you|is this|is gofer|is the bot|do you use|are your answers|are these answers) (\w+ ){0,4}(ai|llm|llms|gpt|chatgpt|language model|language models|hallucinat\w+|made up|generated|making (this|it|things|that) up|a (human|person|machine))\b/,
      /^(where is this|where is (your|the) data|where are (the|these|your) \w+) (from|taken from)$/,
    ),
  ],
  [
    'help',
    any(
      /^(help( me)?|usage|commands)$/,
      /\bwhat (else )?(can|could|should|may|do|am|are) (i|we|one|people) (\w+ to )?(ask|type|say|enter|query)( (you|here|this bot|gofer|about|for|know))*$/,
      /\bwhat (can|do|could) (you|this bot|gofer|the bot|this app|this thing) (do|answer|know|offer|help (me |us )?with|tell (me|us))( (for|about) (me|us|what))?( know)?$/,
      /\bwhat (sorts?|kinds?|types?|things?)( of)?( \w+){0,2} (are|can|do|could) (you|this bot|gofer|i ask|we ask)\b/,
      /\b(what|how) are you (good|useful|here|made|meant|for|any use)\b/,
      /^(who|what) (are you|is this bot|is gofer|is this app|is this thing)( \w+){0,2}$/,
      /^(how|where) (do|does|can|should|would) (i|we|one|you|this|gofer|this bot|the bot)( (use|work with|talk to|query|ask|begin with|start with|operate) (you|this|it|gofer|this bot|the bot|this app))?( work)?$/,
      /\b(which|what|list|show|your|all) (\w+ ){0,2}(commands|sub commands|features|capabilities|abilities)( (are there|do you (have|know)|exist))?$/,
      /\bhow (do|can) (i|we) use (you|this|it|gofer|this bot|the bot|this app)\b/,
    ),
  ],
  [
    'browse',
    any(
      /\b(look|browse|poke|click|nose|wander|explore|scroll) (around|through)\b(?! the (code|source))/,
      /\b(show|list|see|give|get|view) (me |us )?(all|every|everything|the whole|a list of|the list of) ?((of )?(the|your) )?(topics?|entries|categories|subjects|areas|there is|that there is|you (have|know|cover))\b/,
      /\b(what|which) (topics|subjects|areas|entries|categories|themes) (are there|do you (have|cover|know)|are covered|exist|can (i|we))\b/,
      /\b(main|the|a|your) (menu|picker|table of contents)\b|\b(index|overview|list) of (your |the |all )?(topics|entries|subjects)\b/,
      /\b(show|give|tell) (me |us )(everything|it all|what you have|whats there|what there is)\b|\b(no|not any) (idea|clue) what (to|i could|i can) ask\b|\bdont know what to ask\b|\b(surprise me|just browsing|what is (in here|there to see))\b/,
    ),
  ],
  [
    'decisions',
    any(
      /\b(what|which|did|have|has) (have |has |did |things |else )?(we|our (team|group|company)|the team|this (team|workspace|channel)|everybody|you guys) (already |ever |all )?(decided?|agreed?|voted?|settled?|concluded?|picked?|chose|chosen)\b( (so far|until now|already|on|about|last \w+|before|in here|here|yet|for|to use))?/,
      /\b(our|open|past|previous|earlier|running|saved|recorded|all|list|show|see|pending|former|old|existing|this workspace) (\w+ )?(decisions|ballots|polls|votes|verdicts|decision records)\b/,
      /\b(what|where|who|which)\b.*\b(was|were|been|got|is) (decided|agreed|voted (on|for))\b/,
      /\b(list|show|see|find|open|where (is|are)|status of|result of|results of) (of )?(me |us )?(the |a |my |our )?(last |latest |running )?(decisions|ballots?|polls?|votes?|verdicts?)\b/,
    ),
  ],
  [
    'decide',
    any(
      /\b(start|open|begin|launch|run|take|walk|guide|lead|kick off|set up|create) (me |us |our team )?(through )?(a |the |our |another |new )*(new )?(decision|decisions walkthrough|walkthrough|questionnaire|ballot|vote)\b(?! record)/,
      /\bhelp (me|us|my team|our team) (to )?(decide|make (a|the|this|our|up) )/,
      /\b(lets|let us|we want to|i want to|we need to|can we|could we) (decide|vote|make a decision)\b/,
    ),
  ],
]

function any(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map((pattern) => `(?:${pattern.source})`).join('|'))
}
