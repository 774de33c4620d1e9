/**
 * Common short and pet forms of given names in English and Spanish, written for this project. The first word of a
 * line is the full form; all words of a line may stand for each other. A short form may belong to several lines.
 */
const lines = `
abigail abby gail
abraham abe
alejandro alex ale jandro
alejandra alex ale sandra
alexander alex al sandy xander lex
alexandra alex sandra lexi sandy
alfonso alf fonso poncho
alfred al fred alfie
alfredo fredo fredy
alicia licha ali
andrea andi drea
andrew andy drew
angela angie
angelica angie gelica
anthony tony ant
antonio tono tony toni
antonia tona toni
arthur art artie
arturo turo
barbara barb babs barbie
beatriz bea betty
benjamin ben benny benji benja
bernardo nardo berna
brandon bran
carlos charlie carlitos charly
carmen carmencita menchu
caroline carol carrie lina
carolina caro lina
catherine cathy kate katie kathy cat kitty katherine kathryn
catalina cata lina
cecilia ceci chila
charles charlie chuck chas
christina chris tina christy
christopher chris kit topher
concepcion concha conchita chita
consuelo chelo
cristina cris tina
cristian cris
daniel dan danny dani
daniela dani
david dave davey
deborah deb debbie
diego dieguito
dolores lola loli
dominic dom nick
dorothy dot dottie dolly
eduardo lalo edu eddie
edward ed eddie ted ned
edwin ed eddie
eleanor ellie nell nora
elena nena lena
elizabeth liz beth betty eliza lizzie betsy lisa libby
emiliano emi milo
emily em emmy
enrique quique kike henry
ernesto neto ernie
esperanza espe lancha
esteban teban steve
eugene gene
felipe pipe lipe
fernando nando fer ferny
fernanda fer nanda
florence flo
frances fran frannie
francis frank fran
francisco paco pancho paquito kiko cisco frank
francisca paca pancha paquita
franklin frank
frederick fred freddy rick
gabriel gabe gabi
gabriela gabi gaby
gerald gerry jerry
gerardo gera lalo
gilberto beto gil
gloria glori
gonzalo gonza chalo
gregory greg
gregorio goyo
guadalupe lupe lupita pita
guillermo memo guille willy
gustavo gus tavo
harold hal harry
harrison harry
helen nell nellie lena
henry hank harry hal
hector tito
hugo huguito
humberto beto
ignacio nacho
isabel isa chabela chavela bel
isabella bella izzy isa
jacob jake
jacqueline jackie
jaime jimmy
james jim jimmy jamie
janet jan
jason jay jase
javier javi
jeffrey jeff
jennifer jen jenny
jeremy jerry
jessica jess jessie
jesus chuy chucho
joaquin quino
john jack johnny jon
jonathan jon jonny nathan
jorge coque george
jose pepe chepe joe josecito
josefa pepa chepa fina
josefina fina pepa josie
joseph joe joey
josephine jo josie
joshua josh
juan juanito juancho
juana juanita
judith judy
julia july
katherine kate kathy katie kat kay
kenneth ken kenny
kimberly kim
laura lala lauri
lawrence larry
leonard len lenny leo
leonardo leo nardo
leticia lety leti
lillian lily lil
lorenzo lencho enzo
lourdes lulu
luis lucho lou
luisa lucha
manuel manny manolo meme
marcos marco
margaret maggie meg peggy marge greta
margarita mago margo rita
maria mari maruja mary
martha marty
mary molly polly
matthew matt
mateo teo
maximiliano max maxi
mercedes meche merche
michael mike mick mickey
michelle shelly
miguel migue mike micky
monica moni
montserrat monse
nancy nan
natalie nat
natalia nati naty
nathaniel nate nathan nat
nicholas nick nicky
nicolas nico
octavio tavo
oscar oscarito
pamela pam
patricia pat patty tricia paty trish
patrick pat paddy rick
pedro pedrito perico
peter pete
philip phil pip
rafael rafa rafi
ramon moncho mon
raymond ray
raul rulo
rebecca becky becca
refugio cuca cuco
reynaldo rey naldo
ricardo rica richi rick
richard rick dick rich richie
robert bob rob bobby robbie bert
roberto beto rober tito
rodolfo rodo fito
rodrigo rodri
rogelio roge
ronald ron ronnie
rosario charo chayo
rosa rosita rosi
russell russ
salvador chava salva
samuel sam sammy
samantha sam sammy
sandra sandy
santiago santi chago yago
sean shawn shaun
sebastian sebas bastian
sergio checo serch
sofia sofi
soledad sole chole
stephanie steph stef
stephen steve stevie
steven steve stevie
susan sue susie suzy
susana susi susy
teresa tere teresita terry
theodore ted teddy theo
theresa terry tess
thomas tom tommy
timothy tim timmy
tomas tomasito
valentina vale tina
vanessa nessa
veronica vero ronnie
vicente chente vince
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny ginger vicky
walter walt wally
william will bill billy willie liam
ximena xime mena
yolanda yoli
zachary zach zack
`;

const families = lines
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

const related = new Map<string, Set<string>>();
for (const [full, ...short] of families) {
  if (full === undefined) continue;
  for (const name of short) {
    relate(full, name);
    relate(name, full);
  }
}

function relate(from: string, to: string): void {
  const held = related.get(from) ?? new Set<string>();
  related.set(from, held.add(to));
}

/** How many families of names the list holds. */
export const nicknameFamilies = families.length;

/** Full forms of a short name and short forms of a full one, folded; not the name itself. Empty when none is known. */
export function nicknamesOf(name: string): string[] {
  return [...(related.get(name) ?? [])];
}

/** May one name stand for the other: one is a short form of the other, or both are of the same full name? */
export function nicknameOf(a: string, b: string): boolean {
  if (related.get(a)?.has(b)) return true;
  return families.some((family) => family.includes(a) && family.includes(b) && a !== b);
}
