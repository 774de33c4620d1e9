/**
 * Words that tell how somebody behaved, looked or helped, in English and Spanish. Such words are no reason to set a
 * person aside: people in fear, in shock or bound to the trafficker may be calm, hostile, withdrawn, or
 * unwilling to talk. Written as beginnings of words, without accents; a blank stands for any blanks.
 */
// prettier-ignore
const words: Readonly<Record<'en' | 'es', readonly string[]>> = {
  en: [
    'demeanor', 'demeanour', 'attitude', 'behaved', 'behavior', 'behavior', 'body language', 'eye contact',
    'cooperat', 'co-operat', 'uncooperat', 'noncooperat', 'non-cooperat', 'hostile', 'combative', 'belligeren',
    'defiant', 'disrespect', 'evasive', 'withdrawn', 'calm', 'relaxed', 'nervous', 'angry', 'agitated',
    'unemotional', 'no emotion', 'tearful', 'cried', 'crying', 'smil', 'laugh', 'giggl', 'happy', 'cheerful',
    'flirt', 'seemed', 'appearance', 'looked like', 'looks like', 'did not look', "didn't look",
    'dressed', 'clothing', 'clothes', 'outfit', 'makeup', 'make-up', 'tattoo', 'well groomed', 'well-groomed',
    'refused to talk', 'refused to speak', 'refused to answer', 'refused to testify', 'would not talk', "wouldn't talk",
    'unwilling', 'willing', 'reluctant', 'not scared', 'not afraid', 'no fear', 'fearless', 'street-smart', 'streetwise',
    'promiscu', 'lifestyle', 'attention-seeking',
  ],
  es: [
    'actitud', 'comportamiento', 'se comporto', 'lenguaje corporal', 'contacto visual', 'coopera', 'coopero', 'colabor',
    'hostil', 'agresiv', 'groser', 'desafiante', 'irrespetuos', 'evasiv', 'retraid', 'tranquil', 'calmad',
    'relajad', 'nervios', 'enojad', 'agitad', 'emocional', 'sin emocion', 'lloro', 'lloraba', 'llorando', 'llanto',
    'sonri', 'se rio', 'se reia', 'riendo', 'feliz', 'contenta', 'contento', 'alegre', 'coquete', 'parecia', 'parecio',
    'apariencia', 'aspecto', 'se veia', 'vestid', 'vestia', 'ropa', 'atuendo', 'maquillaj', 'maquillad',
    'tatuaj', 'bien arreglad', 'se nego a hablar', 'se nego a declarar', 'se nego a responder', 'no quiso hablar',
    'no quiso declarar', 'dispuest', 'reaci', 'renuente', 'sin miedo', 'no tenia miedo', 'promiscu', 'estilo de vida',
  ],
};

/** A text without accents, in small letters, with single blanks. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘]/gu, "'")
    .replace(/\s+/gu, ' ');
}

const patterns = Object.values(words)
  .flat()
  .map((word) => ({ word, pattern: new RegExp(`(?<![\\p{L}\\p{N}])${word.replaceAll(' ', '\\s')}`, 'u') }));

/** The words of a text that tell of demeanour, appearance or cooperation; empty when there are none. */
export function demeanourIn(text: string): string[] {
  const plain = folded(text);
  return patterns.filter(({ pattern }) => pattern.test(plain)).map(({ word }) => word);
}
