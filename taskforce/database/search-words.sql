-- Words, phones and sounds of texts as the database knows them: twins of analysis/text (a test compares them).
-- The classes of characters are written by taskforce/search/unicode-classes.ts.

-- Lower case, without accents, plain forms: twin of fold(). Nothing here depends on the collation of the database.
create or replace function taskforce.search_fold(given text) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
  plain text := given;
  capitals constant text := /*upper*/ 'ÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧ'
    'ΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤ'
    'ҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ'
    'ႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑ'
    'ᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲉᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿẞỺỼỾℲↃⰀ'
    'ⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶ'
    'ⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚ'
    'ꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟋꟌ꟎Ꟑ꟒꟔ꟖꟘꟚꟜꟵ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋'
    '𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀'
    '𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊'
    '𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣'
    '𐲤𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𐵐𐵑𐵒𐵓𐵔𐵕𐵖𐵗𐵘𐵙𐵚𐵛𐵜𐵝𐵞𐵟𐵠𐵡𐵢𐵣𐵤𐵥𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧'
    '𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔'
    '𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𖺠𖺡𖺢𖺣𖺤𖺥𖺦𖺧𖺨𖺩𖺪𖺫𖺬𖺭𖺮𖺯𖺰𖺱𖺲𖺳𖺴𖺵𖺶𖺷𖺸𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈'
    '𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞𞤟𞤠𞤡' /*end*/;
  small constant text := /*lower*/ 'æðøþđħłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχ'
    'ψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥ'
    'ҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ'
    'ⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡ'
    'ꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽᲊაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿßỻỽỿⅎↄⰰ'
    'ⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷ'
    'ⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛ'
    'ꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊɤꟍ꟏ꟑꟓꟕꟗꟙꟛƛꟶ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳'
    '𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨'
    '𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱'
    '𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣'
    '𐳤𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𐵰𐵱𐵲𐵳𐵴𐵵𐵶𐵷𐵸𐵹𐵺𐵻𐵼𐵽𐵾𐵿𐶀𐶁𐶂𐶃𐶄𐶅𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇'
    '𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴'
    '𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𖺻𖺼𖺽𖺾𖺿𖻀𖻁𖻂𖻃𖻄𖻅𖻆𖻇𖻈𖻉𖻊𖻋𖻌𖻍𖻎𖻏𖻐𖻑𖻒𖻓𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪'
    '𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃' /*end*/;
begin
  if octet_length(plain) = length(plain) then
    return lower(plain collate "C");
  end if;
  plain := regexp_replace(normalize(plain, nfkd), '[' || /*marks*/ '\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a'
    '\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a'
    '\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u0819\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b'
    '\u0897-\u089f\u08ca-\u08e1\u08e3-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962-\u0963'
    '\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u09e2-\u09e3\u09fe-\u0a03\u0a3c-\u0a51\u0a70-\u0a71\u0a75'
    '\u0a81-\u0a83\u0abc\u0abe-\u0acd\u0ae2-\u0ae3\u0afa-\u0b03\u0b3c\u0b3e-\u0b57\u0b62-\u0b63\u0b82'
    '\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c56\u0c62-\u0c63\u0c81-\u0c83\u0cbc\u0cbe-\u0cd6'
    '\u0ce2-\u0ce3\u0cf3-\u0d03\u0d3b-\u0d3c\u0d3e-\u0d4d\u0d57\u0d62-\u0d63\u0d81-\u0d83\u0dca-\u0ddf'
    '\u0df2-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18-\u0f19\u0f35'
    '\u0f37\u0f39\u0f3e-\u0f3f\u0f71-\u0f84\u0f86-\u0f87\u0f8d-\u0fbc\u0fc6\u102b-\u103e\u1056-\u1059'
    '\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u135d-\u135f'
    '\u1712-\u1715\u1732-\u1734\u1752-\u1753\u1772-\u1773\u17b4-\u17d3\u17dd\u180b-\u180d\u180f'
    '\u1885-\u1886\u18a9\u1920-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b04\u1b34-\u1b44\u1b6b-\u1b73'
    '\u1b80-\u1b82\u1ba1-\u1bad\u1be6-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce8\u1ced\u1cf4'
    '\u1cf7-\u1cf9\u1dc0-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099-\u309a'
    '\ua66f-\ua672\ua674-\ua67d\ua69e-\ua69f\ua6f0-\ua6f1\ua802\ua806\ua80b\ua823-\ua827\ua82c'
    '\ua880-\ua881\ua8b4-\ua8c5\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua953\ua980-\ua983\ua9b3-\ua9c0'
    '\ua9e5\uaa29-\uaa36\uaa43\uaa4c-\uaa4d\uaa7b-\uaa7d\uaab0\uaab2-\uaab4\uaab7-\uaab8\uaabe-\uaabf'
    '\uaac1\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e\ufe00-\ufe2f\U000101fd\U000102e0'
    '\U00010376-\U0001037a\U00010a01-\U00010a0f\U00010a38-\U00010a3f\U00010ae5-\U00010ae6'
    '\U00010d24-\U00010d27\U00010d69-\U00010d6d\U00010eab-\U00010eac\U00010efa-\U00010eff'
    '\U00010f46-\U00010f50\U00010f82-\U00010f85\U00011000-\U00011002\U00011038-\U00011046\U00011070'
    '\U00011073-\U00011074\U0001107f-\U00011082\U000110b0-\U000110ba\U000110c2\U00011100-\U00011102'
    '\U00011127-\U00011134\U00011145-\U00011146\U00011173\U00011180-\U00011182\U000111b3-\U000111c0'
    '\U000111c9-\U000111cc\U000111ce-\U000111cf\U0001122c-\U00011237\U0001123e\U00011241'
    '\U000112df-\U000112ea\U00011300-\U00011303\U0001133b-\U0001133c\U0001133e-\U0001134d\U00011357'
    '\U00011362-\U00011374\U000113b8-\U000113d0\U000113d2\U000113e1-\U000113e2\U00011435-\U00011446'
    '\U0001145e\U000114b0-\U000114c3\U000115af-\U000115c0\U000115dc-\U000115dd\U00011630-\U00011640'
    '\U000116ab-\U000116b7\U0001171d-\U0001172b\U0001182c-\U0001183a\U00011930-\U0001193e\U00011940'
    '\U00011942-\U00011943\U000119d1-\U000119e0\U000119e4\U00011a01-\U00011a0a\U00011a33-\U00011a39'
    '\U00011a3b-\U00011a3e\U00011a47\U00011a51-\U00011a5b\U00011a8a-\U00011a99\U00011b60-\U00011b67'
    '\U00011c2f-\U00011c3f\U00011c92-\U00011cb6\U00011d31-\U00011d45\U00011d47\U00011d8a-\U00011d97'
    '\U00011ef3-\U00011ef6\U00011f00-\U00011f01\U00011f03\U00011f34-\U00011f42\U00011f5a\U00013440'
    '\U00013447-\U00013455\U0001611e-\U0001612f\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016f4f'
    '\U00016f51-\U00016f92\U00016fe4-\U00016ff1\U0001bc9d-\U0001bc9e\U0001cf00-\U0001cf46'
    '\U0001d165-\U0001d169\U0001d16d-\U0001d172\U0001d17b-\U0001d182\U0001d185-\U0001d18b'
    '\U0001d1aa-\U0001d1ad\U0001d242-\U0001d244\U0001da00-\U0001da36\U0001da3b-\U0001da6c\U0001da75'
    '\U0001da84\U0001da9b-\U0001daaf\U0001e000-\U0001e08f\U0001e130-\U0001e136\U0001e2ae'
    '\U0001e2ec-\U0001e2ef\U0001e4ec-\U0001e4ef\U0001e5ee-\U0001e5ef\U0001e6e3\U0001e6e6'
    '\U0001e6ee-\U0001e6ef\U0001e6f5\U0001e8d0-\U0001e8d6\U0001e944-\U0001e94a\U000e0100-\U000e01ef' /*end*/ || ']+', '', 'g');
  plain := lower(plain collate "C");
  if octet_length(plain) > length(plain) then
    if plain ~ ('[' || capitals || ']') then
      -- Only the capitals that stand here: going through those of all scripts is slow.
      select plain_of.folded into plain from (
        select translate(plain, string_agg(c, ''), string_agg(substr(small, strpos(capitals, c), 1), '')) as folded
        from (select distinct c from regexp_split_to_table(regexp_replace(plain, '[\u0001-\u007f]+', '', 'g'), '') as c where strpos(capitals, c) > 0) as there) as plain_of;
    end if;
    plain := translate(plain, 'øłđðıħς', 'olddihσ');
    plain := replace(replace(replace(replace(plain, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
  end if;
  return plain;
end $$;
comment on function taskforce.search_fold is 'A text in lower case, without accents and ligatures';

-- The words of a text with a blank between each two: twin of tokens().
create or replace function taskforce.search_words_of(given text) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
  plain text;
begin
  if octet_length(given) = length(given) and length(given) <= 200 then
    return btrim(regexp_replace(lower(given collate "C"), '[^a-z0-9]+', ' ', 'g'));
  end if;
  plain := taskforce.search_fold(given);
  plain := btrim(case when octet_length(plain) = length(plain) then regexp_replace(plain, '[^a-z0-9]+', ' ', 'g')
    else regexp_replace(plain, '[^a-z0-9' || /*words*/ '\u00c6-\u00d0\u00d8-\u00f0\u00f8-\u02c1\u02c6-\u02d1\u02ec\u02ee\u0370-\u0373\u0376-\u03f3'
    '\u03f7-\u0481\u048a-\u0559\u0560-\u0588\u05d0-\u05f2\u0620-\u0669\u066e-\u06d2\u06d5\u06e5-\u06e6'
    '\u06ee-\u06fc\u06ff\u0710-\u07f5\u07fa\u0800-\u0828\u0840-\u0858\u0860-\u0887\u0889-\u088f'
    '\u08a0-\u08c9\u0904-\u0961\u0966-\u096f\u0971-\u09f1\u09f4-\u09f9\u09fc\u0a05-\u0a74\u0a85-\u0aef'
    '\u0af9-\u0b6f\u0b71-\u0bf2\u0c05-\u0c6f\u0c78-\u0c7e\u0c80\u0c85-\u0d4e\u0d54-\u0d78\u0d7a-\u0def'
    '\u0e01-\u0e32\u0e40-\u0e46\u0e50-\u0e59\u0e81-\u0f00\u0f20-\u0f33\u0f40-\u0f6c\u0f88-\u0f8c'
    '\u1000-\u1049\u1050-\u1099\u10a0-\u10fa\u10fd-\u135a\u1369-\u138f\u13a0-\u13fd\u1401-\u166c'
    '\u166f-\u167f\u1681-\u169a\u16a0-\u16ea\u16ee-\u1731\u1740-\u17b3\u17d7\u17dc-\u17f9\u1810-\u191e'
    '\u1946-\u19da\u1a00-\u1a16\u1a20-\u1a99\u1aa7\u1b05-\u1b4c\u1b50-\u1b59\u1b83-\u1be5\u1c00-\u1c23'
    '\u1c40-\u1c7d\u1c80-\u1cbf\u1ce9-\u1eff\u2132\u214e\u2180-\u2188\u24eb-\u24ff\u2776-\u2793'
    '\u2c00-\u2ce4\u2ceb-\u2cf3\u2cfd\u2d00-\u2d67\u2d80-\u2dde\u2e2f\u3005-\u3007\u3021-\u3029'
    '\u3031-\u3035\u303b-\u303c\u3041-\u309d\u30a1-\u30f6\u30fc-\u312f\u31a0-\u31bf\u31f0-\u324f'
    '\u3400-\u4dbf\u4e00-\ua48c\ua4d0-\ua4fd\ua500-\ua60c\ua610-\ua66e\ua67f-\ua6ef\ua717-\ua71f'
    '\ua722-\ua788\ua78b-\ua822\ua830-\ua835\ua840-\ua873\ua882-\ua8b3\ua8d0-\ua8f7\ua8fb\ua8fd-\ua925'
    '\ua930-\ua946\ua960-\ua9b2\ua9cf-\ua9d9\ua9e0-\uaa59\uaa60-\uaa76\uaa7a-\uaadd\uaae0-\uaaea'
    '\uaaf2-\uab5a\uab60-\uab68\uab70-\uabe2\uabf0-\ud7fb\ufa0e-\ufa29\ufe73\U00010000-\U000100fa'
    '\U00010107-\U00010133\U00010140-\U00010178\U0001018a-\U0001018b\U00010280-\U0001039d'
    '\U000103a0-\U000103cf\U000103d1-\U00010563\U00010570-\U00010855\U00010858-\U00010876'
    '\U00010879-\U0001091b\U00010920-\U00010939\U00010940-\U00010a48\U00010a60-\U00010a7e'
    '\U00010a80-\U00010ac7\U00010ac9-\U00010aef\U00010b00-\U00010b35\U00010b40-\U00010b91'
    '\U00010ba9-\U00010d65\U00010d6f-\U00010d85\U00010e60-\U00010ea9\U00010eb0-\U00010ec7'
    '\U00010f00-\U00010f54\U00010f70-\U00010f81\U00010fb0-\U00011037\U00011052-\U000110af'
    '\U000110d0-\U0001113f\U00011144-\U00011172\U00011176-\U000111c4\U000111d0-\U000111da\U000111dc'
    '\U000111e1-\U0001122b\U0001123f-\U000112a8\U000112b0-\U000113d3\U00011400-\U0001144a'
    '\U00011450-\U00011459\U0001145f-\U000114c5\U000114c7-\U000115ae\U000115d8-\U0001162f'
    '\U00011644-\U00011659\U00011680-\U000116b8\U000116c0-\U0001173b\U00011740-\U0001182b'
    '\U000118a0-\U00011941\U00011950-\U000119e1\U000119e3-\U00011a3a\U00011a50-\U00011a89\U00011a9d'
    '\U00011ab0-\U00011af8\U00011bc0-\U00011be0\U00011bf0-\U00011c40\U00011c50-\U00011c6c'
    '\U00011c72-\U00011ef2\U00011f02-\U00011f33\U00011f50-\U00011fd4\U00012000-\U0001246e'
    '\U00012480-\U00012ff0\U00013000-\U0001342f\U00013441-\U00016a69\U00016a70-\U00016aed'
    '\U00016b00-\U00016b2f\U00016b40-\U00016b43\U00016b50-\U00016d6c\U00016d70-\U00016e96'
    '\U00016ea0-\U00016fe1\U00016fe3-\U0001bc99\U0001d2c0-\U0001d2f3\U0001d360-\U0001d378'
    '\U0001df00-\U0001e14e\U0001e290-\U0001e2f9\U0001e4d0-\U0001e5fa\U0001e6c0-\U0001e959'
    '\U0001ec71-\U0001ecab\U0001ecad-\U0001ecaf\U0001ecb1-\U0001ed2d\U0001ed2f-\U0001ed3d'
    '\U0001f10b-\U0001f10c\U00020000-\U00033479' /*end*/ || ']+', ' ', 'g') end);
  if plain ~ '[^ ]{201}' then
    plain := regexp_replace(plain, '([^ ]{200})[^ ]+', '\1', 'g');
  end if;
  return plain;
end $$;
comment on function taskforce.search_words_of is 'The words of a text, folded, a blank between each two';

-- Digits of a text that may be phones: spelled digits (English, Spanish) as digits, plus signs kept.
create or replace function taskforce.search_digits_of(given text) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
  plain text := lower(normalize(given, nfkc) collate "C");
  spelled constant text[] := array['zero|oh|o|cero', 'one|uno', 'two|dos', 'three|tres', 'four|cuatro', 'five|cinco', 'six|seis', 'seven|siete', 'eight|ocho', 'niner|nine|nueve'];
begin
  if plain ~ '(zero|oh|cero|one|uno|two|dos|three|tres|four|cuatro|five|cinco|six|seis|seven|siete|eight|ocho|nine|nueve)[^a-z0-9]{0,3}(zero|oh|o|cero|one|uno|two|dos|three|tres|four|cuatro|five|cinco|six|seis|seven|siete|eight|ocho|nine|nueve|double|triple|doble|[0-9])' then
    -- Twice, because words run together ("fivefive") come apart one at a time.
    for turn in 1..2 loop
      for n in 0..9 loop
        plain := regexp_replace(plain, '(?<![a-z])(?:' || spelled[n + 1] || ')(?=(?:zero|oh|cero|one|uno|two|dos|three|tres|four|cuatro|five|cinco|six|seis|seven|siete|eight|ocho|nine|nueve)*(?![a-z]))', ' ' || n || ' ', 'g');
      end loop;
    end loop;
    plain := regexp_replace(plain, '(?<![a-z])do(?:uble|ble)[ -]*([0-9])', '\1 \1', 'g');
    plain := regexp_replace(plain, '(?<![a-z])triple[ -]*([0-9])', '\1 \1 \1', 'g');
  end if;
  plain := regexp_replace(plain, '(?<=[0-9][^a-z0-9]{0,4})(?:dash|hyphen|dot|point|space|guion|punto|then|plus|mas)(?=[^a-z0-9]{0,4}[0-9])', ' ', 'g');
  return regexp_replace(plain, '[[:space:]\u00a0]+', ' ', 'g');
end $$;
comment on function taskforce.search_digits_of is 'A text whose spelled digits are digits';

-- Keys of a number of which all digits are known: in full, and its last seven for those who know no more.
create or replace function taskforce.search_phone_keys(digits text) returns text[]
language sql immutable parallel safe set search_path = pg_catalog as $$
  select case when length(digits) = 7 then array['~s' || digits, '~l' || digits]
    else array['+' || digits, '~l' || right(digits, 7)] end
$$;
comment on function taskforce.search_phone_keys is 'Keys under which a phone is found: +number, ~l last seven, ~s a number that has only seven';

-- Area code and exchange begin with 2–9, and the digits are grouped as phones are, or spaced out one by one.
create or replace function taskforce.search_is_phone(digits text, groups text[]) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
  breaks constant integer[] := case length(digits) when 11 then '{1,4,7}' when 10 then '{3,6}' else '{3}' end::integer[];
  starts integer[] := '{}';
  far integer := 0;
begin
  if digits !~ '^(1[2-9][0-9]{2}[2-9][0-9]{6}|[2-9][0-9]{2}[2-9][0-9]{6}|[2-9][0-9]{6})$' then
    return false;
  end if;
  for n in 1..cardinality(groups) - 1 loop
    far := far + length(groups[n]);
    starts := starts || far;
  end loop;
  if cardinality(starts) >= (length(digits) + 1) / 2 - 1 then
    return true;
  end if;
  return case when length(digits) = 7 then starts = breaks else starts <@ breaks end;
end $$;
comment on function taskforce.search_is_phone is 'Whether digits, as grouped, are a phone of the North American plan';

-- Keys of every phone in a text: twin of phonesIn() for North American numbers and those written with + or 011.
create or replace function taskforce.search_phones_of(given text) returns text[]
language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
  keys text[] := '{}';
  plain text;
  run text;
  groups text[];
  gathered text;
  at integer;
  upto integer;
  took integer;
begin
  -- Most texts hold no phone, and are told quickly.
  if octet_length(given) = length(given) and (given !~ '[0-9]([^0-9]{0,4}[0-9]){6}' or given !~ '[0-9]{10}|[0-9][^0-9]{1,4}[0-9]|\+')
    and given !~* '(zero|cero|one|uno|two|dos|three|tres|four|cuatro|five|cinco|six|seis|seven|siete|eight|ocho|nine|nueve).{0,9}(zero|oh|cero|one|uno|two|dos|three|tres|four|cuatro|five|cinco|six|seis|seven|siete|eight|ocho|nine|nueve|[0-9])'
    and given !~ '[A-Z][- ]?[A-Z][- ]?[A-Z]' then
    return keys;
  end if;
  plain := taskforce.search_digits_of(given);
  for run in select m[1] from regexp_matches(plain, '((?:\+ ?\(?)?[0-9](?:[ ().\-\u2013\u2014\u2212\u2011/*_~\u2022\u00b7,|:]{0,4}[0-9]){6,})', 'g') as m limit 500 loop
    groups := array_remove(regexp_split_to_array(run, '[^0-9]+'), '');
    if run ~ '^\+' or array_to_string(groups, '') ~ '^011[0-9]{8}' then
      for upto in 1..cardinality(groups) loop
        gathered := regexp_replace(array_to_string(groups[1:upto], ''), '^011', '');
        exit when length(gathered) > 15;
        if length(gathered) >= 8 then
          keys := keys || taskforce.search_phone_keys(gathered);
        end if;
      end loop;
      continue when run !~ '^\+ ?\(?1[^0-9]?';
    end if;
    at := 1;
    while at <= cardinality(groups) loop
      took := 0;
      for upto in reverse least(at + 10, cardinality(groups))..at loop
        gathered := array_to_string(groups[at:upto], '');
        if taskforce.search_is_phone(gathered, groups[at:upto]) then
          keys := keys || taskforce.search_phone_keys(case length(gathered) when 10 then '1' || gathered else gathered end);
          took := upto - at + 1;
          exit;
        end if;
      end loop;
      at := at + greatest(took, 1);
    end loop;
  end loop;
  for run in select regexp_replace(m[1] || m[2], '[ -]', '', 'g')
    from regexp_matches(given, '(?<![[:alnum:]+])(?:1[-. ]?)?\(?([2-9][0-9]{2})\)?[-. ]?((?:[A-Z0-9][- ]?){6}[A-Z0-9])(?![[:alnum:]])', 'g') as m
    where m[2] ~ '[A-Z][- ]?[A-Z][- ]?[A-Z]' and (m[1] ~ '^8(00|33|44|55|66|77|88)$' or m[2] ~ '[0-9]') limit 100 loop
    keys := keys || taskforce.search_phone_keys('1' || translate(run, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '22233344455566677778889999'));
  end loop;
  return array(select distinct k from unnest(keys) as k limit 1000);
end $$;
comment on function taskforce.search_phones_of is 'Keys of every phone in a text';
