import { stem } from '#knowledge/search/words.ts'

/**
 * true for an everyday word of English or of chat. Such a word is what it looks like: it is never mended into a name that is spelt
 * nearly so, and where no entry knows it, it says little about what a question is about; an unknown word that is none most likely
 * names something that nobody curated. Forms of a word count as the word.
 */
export function isPlain(word: string): boolean {
  // One or two letters are chat ("w", "hw"), or too little to go by.
  return (
    word.length < 3 ||
    plainStems.has(stem(word)) ||
    plain.has(word) ||
    (word.endsWith('ly') && plainStems.has(stem(word.slice(0, -2))))
  )
}

const verbs = `abandon accept achieve act adapt add admit advise afford agree aim allow announce answer apologise appear apply argue arrange arrive
  assume attack attend avoid bail ban bang bear beat become beg begin behave believe belong bend bet bind bite blame blow boil bother bounce bound
  break breathe bring browse brush bug bump burn burst buy calculate care carry catch cause celebrate chase chat cheat choose claim clean climb close
  collapse collect combine come complain complete concern confess confirm confuse connect consider contain continue convince cook cope copy cost
  count cover crawl cry cure cut dance dare deal decide defend delay deliver demand deny depend describe deserve destroy die dig disagree disappear
  discover discuss dislike divide double doubt drag draw dream dress drift drink drive drop drown earn eat embarrass enable encourage end endure enjoy
  ensure enter escape exist expect experience explain explode explore express face fail fall fear feed feel fetch fight figure fill find finish fire fit
  fix flee float flood fly fold follow force forget forgive freeze frighten gain gather giggle glance glue go grab grant greet grind grip groan grow
  grumble guarantee guess guide handle hang happen hate haunt head heal hear heat hesitate hide hit hold hop hope hunt hurry hurt ignore imagine impress
  improve include increase inform inherit insist intend introduce invent investigate involve iron join joke judge juggle jump justify keep kick kill
  kiss knock land last laugh launch lead lean leap learn leave lend lie lift light limp listen live lock look lose love lower manage march mark marry
  matter measure melt mention mind miss mix mock mourn move nag nail neglect nod notice nuke obey object observe obtain occur offend offer omit open
  oppose organise overcome owe pack panic park pass pause pay peel perform persuade phone pick pile pinch place plan plant play plead point polish pop
  possess pour practise praise pray prefer prepare pretend prevent proceed promise pronounce propose protect prove provide pull punch punish push
  quarrel quit race rain raise reach react read realise receive recognise recommend recover reduce refer refuse regard regret relax remain remember
  remind remove repair repeat replace reply report rescue resign resist respect rest retire return reveal ring rise roar rob roll rot rub ruin rule
  rush sail save scare scold scratch scream scrub search seize select sell send separate settle shake share shave shine shock shoot shop shout shrink shut
  sigh sign sing sink sit skip slap sleep slide slip smash smell smile smoke sneak sniff snore solve sound spare speak spell spend spill spin split spoil
  spot spray spread squeeze stamp stand stare start starve state stay steal steer step stick sting stir stop strain strip struggle study stumble
  succeed suck suffer suggest suit supply suppose surprise surrender surround survive suspect swallow swap swear sweat sweep swell swim swing talk tap
  taste teach tear tease tempt tend terrify thank think threaten throw thrive tickle tie tip touch tow trace trade train trap travel treat tremble trick trip
  trouble trust tug tumble turn twist understand undo unite unpack untangle upset urge vanish visit vote wait wake walk wander warn wash waste watch wave
  wear weep weigh welcome whine whip whisper win wink wipe wish wonder work worry wrap wreck write yawn yell`

const describing = `able absent absolute absurd accurate afraid alive alone amazing amusing ancient angry annoying anxious apparent ashamed asleep average
  awake aware awesome awful awkward bad bare basic beautiful blind boring brave brief bright brilliant brutal busy calm capable careful casual cautious
  certain cheap cheerful clever clumsy cold comfortable common competent complicated confident confusing constant convenient cool correct costly crazy
  crucial cruel curious current daft daily damn dangerous dark dead deaf dear decent dedicated deep definite desperate different difficult dim dirty dreadful
  dry due dull dumb eager early easy elegant empty endless enormous entire equal essential even exact excellent exciting exhausted expensive extra
  extreme fair faint false familiar famous fancy fast fat fatal fed few fierce final fine firm flat foolish foreign formal former fortunate fragile frank
  free frequent fresh friendly frightened full fun funny general generous gentle genuine giant glad global gorgeous gradual grand grateful great greedy
  grim gross guilty hairy half handy happy hard harmless harsh healthy heavy helpful hidden high hilarious honest horrible horrid hot huge humble hungry
  ideal idle ill illegal immediate immense imperfect important impossible impressive inevitable innocent insane intense internal jealous joint junior keen kind
  lame large last late lazy legal legit liable light likely literal little live lively local lonely long loose loud lovely low loyal lucky mad main major
  massive mature mean mediocre medium mental mere messy mid mighty mild minor miserable missing modern modest mysterious naive narrow nasty naughty near neat
  necessary negative nervous neutral next noisy normal nosy numb numerous obscure obvious occasional odd old ordinary outdated outrageous overall
  painful pale partial particular past patient peculiar perfect permanent personal petty plain pleasant plenty polite poor popular possible precious precise
  previous primary private probable prompt proper proud public puzzled quick quiet random rapid rare raw ready reasonable recent regular relative
  relevant reluctant remarkable responsible rich ridiculous rigid risky robust rotten rough round rude sad safe scared scary secret senior sensible
  separate serious severe shaky shallow sharp shiny shocked short shy sick significant silent silly similar simple sincere single skilled slight slim slow
  small smart smooth sober soft solid sore sorry sour spare special specific spicy stale steady steep stiff strange strict strong stubborn stuck
  stupid subtle sudden sufficient suitable super superb superior sure suspicious sweet swift tall tame tedious temporary tempting terrible terrific thick
  thin thirsty thorough tidy tight tiny tired tiresome total tough tragic tricky trivial troubled true typical ugly ultimate unable uneasy unfair unhappy
  unique unknown unlikely unusual upper upset urgent usable useful useless usual vague vain valuable various vast vicious violent visible vital vivid
  voluntary vulnerable warm wary weak wealthy weird wet whole wicked wide wild willing wise wonderful wooden worried worse worst worthless worthy
  wrong yearly young black white red green blue brown grey yellow pink purple`

const things = `ability accident account address admin advantage advert afternoon age agency agreement aim air album amount anger animal anniversary
  apartment apology appetite apple april area argument arm army arrival art article attempt attention attitude august aunt author autumn award baby
  back background bag ball banana band bar basement basket bathroom battle beach beginner behaviour belief bench benefit bike bill bird birth bit blood
  board boat body bone book boss bottle bottom bowl boy brain bread breakfast breath brother budget bunch bus business butter button cake camera camp
  candle canteen cap car card career carpet case cash cat cause ceo chair challenge chance change chapter character charge cheese chef chicken child choice
  christmas church cigarette cinema circle citizen city class clinic clothes cloud club coach coast coat code coffee colleague college colour comment
  committee competition complaint concept concert conclusion condition conference conflict consultant contact contest contract corner country
  couple courage course court cousin coworker crap cream credit crime crisis crowd cto culture cup customer dad damage danger daughter day deadline deal death debate debt
  decade december decision deck degree department desk detail device diet difficulty dinner direction director dirt disaster discount disease dish
  distance doctor dog door dozen drama drawer driver drug duck dust duty ear earth economy education effect effort egg election electricity email
  emergency emotion employee energy engine engineer entertainment environment error evening event exam excuse expert eye fact factory failure faith
  family fan farm fashion father fault favour fav fave feature february feeling fellow festival fever field film finger finish fish flavour flight floor flower fluff
  folk food fool foot football forest fork fortune freedom freelancer friday fridge friend front fruit fuel furniture future game garbage garden gas gate
  gender ghost gift girl glass glimpse goal gold government grade grandma grass ground group growth guest guitar gun habit hair hall hand
  hat head headache health heart hell help hero hint history hobby hole holiday home horse hospital hotel hour house human hunch husband hype ice idea idiot illness image
  impact impression inch income industry insurance intern interest internet invoice island issue item jacket jam january jealousy job journey joy juice july june kettle
  key kid kitchen knee knife knowledge lady lamp laptop law lawyer layer league leg lesson letter life lift limit line lip list loan lobby lock
  luck lunch machine magazine magic mail man manager map march market mate math maximum may meal meaning meat media meeting member memory menu mess middle midnight
  milk mind minimum minister minute miracle mirror mission mistake mom monday money monkey month mood moon morning mother mountain mouse mouth movie
  mum museum music mystery name nation nature neck neighbour nerve nest network news newspaper newbie night noise nonsense noob nose note nothing notion
  november number nurse object ocean october offer office oil opinion option orange orbit order outcome owner page pain paint pair panel pants paper parent
  parking part partner party passenger passion passport path patience payment peace pen penny people pepper percent period permission person pet phone
  photo phrase picture piece pig pillow pilot pizza plane plate player pleasure plot pocket poem poet police policy politics poll pool potato
  pound power practice presence present president pressure price prison prize problem profile profit progress promise proof purpose puzzle quality quarter queen
  question quiz quote radio railway rate reason recipe record relation religion rent reputation restaurant result revenge reward rice risk river road
  rock role roof room rope round rumour salad salary sale salt sandwich saturday scene schedule school science score screen sea season seat second
  secretary section self sense september series session sheet shelf ship shirt shoe shop shoulder shower side sign silence sister site situation skill
  skin skirt sky smell snow soap society sock son song soul soup space spam speech speed spirit spoon sport spring squad stage stairs star start statement
  station stomach stone storm story street strength stress student stuff style subject success sugar suit summer sun sunday sunshine supper surface surprise system table
  tail task taste tax tea teacher team tear teeth theme theory thief thing thought throat thursday ticket time tip title toe toilet tomato tomorrow tone
  tongue tooth topic town toy tradition traffic train trash tree trend trick trip trouble truck truth tuesday tune turn twin type uncle umbrella
  union university vacation vacuum value variety vegetable vehicle version victim victory video view village violence virus vision voice wage wall war
  water way weakness weapon weather wedding wednesday week weekend weight wheel wife wind window wine winner winter wire wisdom wish woman wonder wood word
  workshop world worry writer yard year yesterday yoga youth zone zoo
  planet world globe colleague hour minute teenager adult kitchen garage carpenter plumber lunchtime commute slide slides deck desk headset mouse keyboard
  charger adapter cable plug socket printer scanner badge mug sticker poster flyer brochure newsletter webinar podcast keynote hackathon offsite retreat
  quarter semester fortnight weekday bank cashier receipt tip tax customs border embassy museum theatre stadium gymnasium sauna pub tavern bakery butcher
  grocery pharmacy dentist surgeon lawyer judge mayor senator king queen prince saint priest monk guru clown magician singer actor actress celebrity
  influencer athlete coach referee champion medal trophy tournament match score goal league season playoff lottery casino dice poker chess checkers
  crossword riddle joke meme gossip rumour scandal romance wedding divorce funeral baby toddler twins cousin nephew niece grandparents neighbour landlord
  tenant roommate mortgage pension inheritance charity donation volunteer protest strike parliament campaign candidate ballot slogan`

const chat = `abit ahead aint alot alright altogether amid among anymore anyhow anyways apparently around asap aside atm away awhile badly barely basically
  bc bcoz besides beyond bored boring bout bro bruh byt clue coz cuz damn def definitely despite dope downside dude dunno duh easily eh entirely errr especially
  eventually exactly fairly far finally folks forever fr frankly further gal geez gimme gonna goodness gosh gotcha gotta guess gurus haha hardly hassle hello
  heck hence hmm honestly hopefully however huh idk idc iirc instead irl jk jeez kinda lame lately latter lemme lmao lol lowkey luckily maam mainly maybe meanwhile meh
  mostly mths muh nah namely nearly neither nevertheless ngl nobody none nope normally nowhere obviously occasionally often oh omg ones oops otherwise ouch
  overall overkill partly past perhaps personally phew pity possibly ppl presumably previously probably properly purely quickly rarely rather readily
  recently regarding regardless respectively rn rly roughly seldom seriously several severely shall shortly sick simply sincerely slightly slowly smh solely
  somehow sometime sometimes somewhat somewhere soon sorta specifically stoked strictly strongly sucks suddenly surely tbf tbh thanks thats therefore thing
  thoroughly throughout thus together tomorrow tonight totally toward towards truly typically ugh unfortunately unless unlike upon urgently usually vibe vs
  abt afaict cos fam finna gon heres hows imho nvm obv obvs ofc peeps prolly smth srsly sth theres thingy thru tmr tmrw tryna whatnot wheres wot wut
  wassup whatever whenever wherever whichever whoever widely wtf ya yall yay yep yesterday yikes yo yup`

const plain: ReadonlySet<string> = new Set([verbs, describing, things, chat].join(' ').split(/\s+/))
const plainStems: ReadonlySet<string> = new Set([...plain].map(stem))
