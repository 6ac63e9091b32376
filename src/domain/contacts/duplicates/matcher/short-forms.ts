/**
 * Names that stand for each other, written out by hand from what English and Czech speakers call people: the full name first, then its short
 * and familiar forms and its form in the other language. A form may stand in several lines (Sam, Jindra).
 */
const families = `
alexander alex al sandy xander lex sasa alexandr alik
alexandra alex sandra sandy sasa lexi
albert al bert albi bertik
alfred al fred alfie
alice ali alca alicka alena
alena ala lenka alenka
aloisie lojza
alois lojza lojzik luis
amanda mandy
andrea andy andrejka adrea
andrew andy drew ondrej andrej
angela angie andela
anna ann anne annie anicka andula anca anka ana hana hannah nancy
anastasia nasta stacy anastazie
antonin tonda tonik toník anthony tony antonio
arthur art artur
barbara barb barbie babs barbora bara barca baruska
benjamin ben benny benji
bernard bernie bernie
bohumil bohous boha mila
bohuslav bohous slava
bozena boza bozka
bradley brad
caroline carol carrie karolina kaja kaja
catherine katherine kathryn cathy kathy kate katie kat kitty katerina kata kacka katka katarina kateryna ekaterina
cecilie cilka cecilia cecily
charles charlie chuck chas karel karl kaja
charlotte lottie charlie sarlota
christian chris kristian
christina christine chris tina chrissy kristyna kristina tyna kristyn
christopher chris kit topher krystof
clifford cliff
dagmar dasa
daniel dan danny danek
daniela dana danka
david dave davey davidek
deborah deb debbie debra
dennis den denny denis
dominik dom domca
dominika domca nika
donald don donnie
dorothy dot dottie dolly dorota dora
douglas doug
edward ed eddie ned ted teddy eduard eda edmund
eleanor ellie nell nora ella eleonora
elizabeth liz lizzie beth betty eliza elsie libby bess lisa alzbeta eliska bety elisabeth
emily em emmy emilie emilka ema
emil mila
eugene gene evzen
eva evicka evka ivka eve
frances fran frankie fanny frantiska
francis frank frankie fran frantisek franta fanda ferenc franz
frederick fred freddie rick bedrich bedra
gabriela gabina gabka gabi gabriella
gabriel gabe gabi
george georgie jiri jirka jura jurij jorge georg
gerald gerry jerry
gregory greg gregor rehor
gustav gusta
hana hanka hanicka hanna
harold harry hal
helena hela helenka helen nell ellen lena olena
henry harry hank hal jindrich jindra henri heinrich
herbert herb bert
hubert hubert bert
ivana iva ivanka
ivan vana vanya
ivo ivos ivan
jacob jake jakub kuba kubik jakob
jacqueline jackie
jan honza jenda jenik honzik john johnny jack ivan hans johann juan jon johnnie jean
jana janicka janka jane janie jenny
james jim jimmy jamie jem
jarmila jarka jaruska mila
jaromir jarda mira jara
jaroslav jarda jara jarek slava
jaroslava jarka slavka jarca
jeffrey jeff geoff geoffrey
jennifer jen jenny jenn
jeremy jerry jem
jessica jess jessie
jindra jindriska
jitka jituska
joanna jo joanne johana jana
jonathan jon jonny
joseph joe joey jo josef pepa pepik jozka jozef jose giuseppe
josefa pepina pepicka
joshua josh
judith judy jude judita
julia julie jules julca julka juliana
karel kaja karlik karl
kamil kamilek
kamila kamca kamilka
kenneth ken kenny
kimberly kim
klara klarka clara claire
kveta kvetoslava kvetuse
ladislav lada laco ladik
ladislava lada ladka
laura laurie laurinka
lawrence larry laurence vavrinec
lenka lenicka lena magdalena helena
leonard leo len lenny leos
leos leo
libor liborek
libuse liba
linda lin lindy
lubomir lubos lubor mira
lubos lubomir
lucie lucka lucy lucia lucinka
ludmila lida lidka mila lidunka ludmilla
ludvik luda louis lewis lou
lukas luky luke lukasek luca lukasz
magdalena magda majda madla magdalene madeleine maddie lenka
marcela marca marcelka
margaret maggie meg peggy marge margie greta rita marketa market margareta daisy
maria marie mary marian molly polly may maruska marenka majka mia
marek mark marc marecek
marian marianek
martin marty mara martinek
martina marta tina martinka
matej mates matejek matous matthew matt matty matyas
matthew matt matty matous
maximilian max maxim
michael mike mick mickey mikey micky mischa michal misa mitch mikhail michail mykhailo mihal
michaela misa michala misha
milan milanek mila
milena mila milenka
miloslav mila milos slavek
miloslava mila slavka
milos milosek mila
miroslav mirek mira slavek
miroslava mirka slavka mira
monika monca monca monicka monica
natalie natalia nat natalka natasha natasa
nathan nat nate nathaniel
nicholas nick nicky nico mikulas niklas nikola nikolaj nicolas mykola
nicole nikola nicky nikolka nika nikki
oldrich olda
oldriska olga
oliver ollie oli
olga olina olinka
olivia liv livvy
ondrej ondra ondrasek
otakar ota otik
oto ota otto
pamela pam
patricia pat patty trish tricia patricie patri
patrick pat paddy patrik
paul pavel pavlik pavol pablo
pavla pavlina pavlinka paula pauline
peter pete petr petya pedro pierre piotr petrik peta
petra petruska peta
philip phil pip filip phillip fila
premysl premek
radek radoslav rada
radka radoslava radana
radim rada
rebecca becky becca
renata rena renatka
richard rich rick ricky dick risa ricardo
robert rob robbie bob bobby bert robin roberto robik
roman romca romanek
romana romca
ronald ron ronnie
rostislav rosta
rudolf ruda rudi rolf rudy
ruzena ruza ruzenka rose rosie
samantha sam sammy
samuel sam sammy samko
sarah sally sadie sara
sebastian seb bastian
simon sim simonek sima
simona simca simonka simone
stanislav standa stana stan
stanislava stana stanka
stephen steven steve stevie stefan stepan stephan
stephanie steph stefanie stepanka
susan sue susie suzie suzanne susanna zuzana zuzka susannah
svatopluk svata
tereza terka teresa theresa terry tess terezie terezka
theodore ted teddy theo teodor
thomas tom tommy tomas tomasek tomik
timothy tim timmy timotej
vaclav vasek vena vasik wenceslas
valerie val
veronika verca verka nika veronica ronnie
vera verka veruska
victor vic viktor
victoria vicky tori viktorie viki viktoria
viktor vitek
vincent vince vinnie cenek
vit vitek vitus
vitezslav vitek slavek
vladimir vlada vladik volodymyr
vladimira vlada vladka mirka
vladislav vlada
vlasta vlastimila vlastik vlastimil
vojtech vojta adalbert wojciech
walter walt wally
william will bill billy willy liam vilem vila willem wilhelm guillermo
zachary zach zack
zbynek zbysek
zdena zdenka zdenicka
zdenek zdenda
zuzana zuzka zuza
`;

const lines = new Map<string, number[]>();
for (const [line, names] of families.trim().split('\n').entries()) {
  for (const name of new Set(names.split(' '))) lines.set(name, [...(lines.get(name) ?? []), line]);
}

/** The numbers of the families a folded name belongs to; none for most names. */
export function nameFamilies(name: string): readonly number[] | null {
  return lines.get(name) ?? null;
}

/**
 * Whether one folded name is cut or softened from the other by rule: `rob` and `robert`, `martin` and `martinek`, `katka` and `kata`.
 * At least three letters must stand at the beginning of both.
 * @param short not longer than `long`.
 */
export function shortenedFrom(short: string, long: string): boolean {
  if (short.length < 3 || !/^[a-z]+$/.test(long)) return false;
  if (long.length - short.length >= 2 && long.startsWith(short)) return true;
  const stem = short.replace(endings, '');
  return stem.length >= 3 && long.replace(endings, '') === stem;
}

const endings = /(?:icka|icek|inka|uska|unka|enka|ecek|ousek|ek|ik|ka|ko|ous|us|os|ie|ey|y|a|e|i|o)$/;

/**
 * Whether two folded surnames are the man's and the woman's form of one Slavic name: `novak` and `novakova`, `cerny` and `cerna`.
 * @param short not longer than `long`.
 */
export function otherGender(short: string, long: string): boolean {
  if (short.length < 3) return false;
  if (long === `${short}a`) return /(?:ov|ev|in)$/.test(short);
  if (long.endsWith('ova')) {
    const stem = long.slice(0, -3);
    return short === stem || short.replace(/[aoey]$/, '') === stem || short.replace(/e([^aeiouy])$/, '$1') === stem;
  }
  const stem = long.slice(0, -1);
  return (
    short.length === long.length && short.startsWith(stem) && /^(?:ya|ay|ia|ai)$/.test(`${short.at(-1)}${long.at(-1)}`)
  );
}
