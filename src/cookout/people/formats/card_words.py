"""The words by which the lines of business cards and signatures are told apart, in the languages of our first cards."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MOBILE = "mobile"
FAX = "work fax"
WORK = "work"
HOME = "home"

_KINDS = (
    (MOBILE, "m mob mobil mobile cell cellphone cellular c handy cel celular portable port gsm keitai"),
    (FAX, "f fax telefax telecopie facsimile"),
    (WORK, "o office off w work d direct dial line direkt durchwahl buro dienstlich bureau fixo comercial"),
    (HOME, "h home privat prive casa"),
    ("", "t tel telefon telephone tlf fone phone ph p call fon whatsapp text main zentrale fixe no nr"),
    ("", "e email mail courriel correio eletronico electronique web website site internet www url homepage"),
    ("", "online visit at und and or ou"),
)
LABELS = {word: kind for kind, said in _KINDS for word in said.split()}
"""What stands before a number, an address for letters or a page, and the kind of number that it says."""

NO_PHONE = re.compile(
    r"\b(hrb|hra|ust|vat|tva|ein|id|iban|bic|cep|cnpj|cpf|crea|oab|crm|siret|siren|rcs|lic(ense)?|dre|nmls|npi|reg|"
    r"steuer|st\.?-?nr|konto|blz|account|suite|ste|room|unit)\b[^|]{0,20}$|[#№]\s*$",
    re.IGNORECASE,
)
"""Before digits that are no telephone number."""

TITLES = _set(
    """
ceo cfo cto coo cmo cio ciso vp svp evp president vice-president chairman chairwoman chair founder co-founder
cofounder owner co-owner proprietor partner principal director directeur directrice diretor diretora direktor
direktorin manager lead head chief officer supervisor coordinator administrator assistant secretary treasurer
controller associate consultant advisor adviser analyst engineer developer designer architect architekt
architektin architecte arquiteto arquiteta lawyer attorney counsel paralegal notary notar notarin notaire avocat
avocate advogado advogada accountant bookkeeper auditor agent broker realtor appraiser underwriter planner
strategist specialist technician electrician plumber carpenter contractor builder roofer painter photographer
fotograf fotografin photographe fotografo writer editor translator ubersetzerin ubersetzer traductrice
traducteur teacher trainer coach therapist physiotherapist dentist dentista doctor physician surgeon nurse
chiropractor pharmacist veterinarian tierarztin tierarzt zahnarztin zahnarzt arzt arztin psychologist psicologa
baker chef geschaftsfuhrer geschaftsfuhrerin geschaftsfuhrender inhaber inhaberin vertriebsleiter
vertriebsleiterin leiter leiterin vertrieb prokurist prokuristin rechtsanwalt rechtsanwaltin steuerberater
steuerberaterin berater beraterin kundenberaterin kundenberater meister dachdeckermeister backermeisterin
backermeister malermeister malermeisterin tischlermeister gesellschafter vorstand gerant gerante responsable
charge chargee conseiller conseillere expert-comptable comptable president presidente fondateur fondatrice
cofondatrice associe associee commercial commerciale ingenieur ingenieure gerente socio socia fundador fundadora
proprietario proprietaria contador contadora engenheiro engenheira corretor corretora consultor consultora
vendedor vendedora medico medica representative sales rep salesperson florist landscaper mechanic caterer
organizer recruiter banker lender officer ambassador kacho bucho shacho torishimariyaku hostess host geologist
surveyor facharztin facharzt
"""
)

FIRMS = _set(
    """
group partners associates sons daughters brothers insurance realty realtors properties solutions consulting
agency studio studios bank clinic law lawyers kanzlei backerei praxis cabinet boulangerie imobiliaria imoveis
advocacia contabilidade advogados technologies technology systems services design roofing plumbing electric
electrical construction landscaping cleaning bakery dental dentistry university institute foundation verein
verband steuerberatung immobilien versicherungen engenharia conseil assurances immobilier architekten architects
architectes holdings holding industries works labs lab media chamber offices union church shoten kogyo shoji
sangyo dachtechnik haustechnik elektrotechnik logistics mortgage financial capital ventures photography catering
motors automotive garage gallery boutique cafe restaurant hotel school academy hospital pharmacy apotheke
physiotherapie tischlerei malerbetrieb gartenbau arquitetura odontologia clinica padaria freres filles fils
sohne
"""
)

LEGAL = re.compile(
    r"(?:^|[\s,])(?:gGmbH|GmbH|mbH|AG|KG|OHG|UG(?: \(haftungsbeschränkt\))?|e\.\s?K\.|e\.\s?V\.|eG|GbR|"
    r"PartG(?: ?mbB)?|SE|LLC|L\.L\.C\.|"
    r"Inc\.?|INC\.?|Incorporated|Corp\.?|CORP\.?|Corporation|Ltd\.?|LTD\.?|Limited|LLP|PLLC|PLC|Co\.|Company|"
    r"P\.C\.|PC|P\.A\.|SARL|S\.A\.R\.L\.|"
    r"SAS|SASU|SA|S\.A\.|EURL|SCOP|SCP|SELARL|Ltda\.?|LTDA\.?|EIRELI|S/A|MEI|K\.K\.|KK|G\.K\.|Pty|B\.?V\.?|N\.?V\.?|Oy|AB|ApS|"
    r"S\.?r\.?l\.?|S\.?p\.?A\.?|Kabushiki Kaisha)(?=$|[\s,)&])"
)

BEFORE_NAME = _set(
    """
dr prof professor mr mrs ms miss mx herr frau mag dipl-ing dipl kfm ing m mme mlle me maitre sr sra dra rev hon eng
"""
)
AFTER_NAME = _set(
    """
phd md dds dmd esq cpa cfp mba jd jr sr ii iii rn pe aia cfa clu chfc gri abr pmp llm dvm
mrics frics aca acca faia san sama bsc msc ma ba
dc do
"""
)
PARTICLES = _set(
    """
von van de da do dos das del della di la le du der den zu zur ten ter e y bin al el af av
"""
)

_CITY_STATE = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
)
STREET = re.compile(
    r"\b\d+[a-z]?(?:[-–/]\d+)?,?\s+.*\b(?:street|st|ave|avenue|road|rd|blvd|boulevard|lane|ln|drive|dr|court|ct|way|"
    r"place|pl|parkway|"
    r"pkwy|highway|hwy|square|sq|terrace|circle|broadway|pike|trail|row|close)\b"
    r"|\w(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee|markt|graben|steig)\s*\d"
    r"|\b(?:straße|strasse|str\.|weg|platz|allee|gasse|am|an der|im|unter den)\s.*\d+\s?[a-z]?$"
    r"|^\d+\s*(?:bis|ter)?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|quai|chemin|allée|impasse|cours|route|passage|square)\b"
    r"|^(?:rua|r\.|av\.?|avenida|alameda|al\.|travessa|praça|rodovia|calle|via|viale)\s.*\d"
    r"|\d-chome|\bchome\b|\d-\d+-\d+\s+[A-Z]|-(?:ku|shi|cho|machi|gun)\b|〒"
    r"|\bp\.?\s?o\.? box\b|\bpostfach\b|\bcaixa postal\b|^bp \d|\bcep\b"
    r"|^(?:suite|ste|floor|unit|apt|sala|conj\.?|room|cs)\b.*\d|^\d+(?:st|nd|rd|th|e|er|º|\.)\s+(?:floor|étage|andar|stock|og)\b",
    re.IGNORECASE,
)
CITY = re.compile(
    r"[^\W\d][\w .'’-]*,\s+[A-Z][a-z]+(?: [A-Z][a-z]+)?\s+\d{5}(?:-\d{4})?$"
    r"|[^\W\d][\w .'’-]*,?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?$"
    r"|^(?:[A-Z]{1,2}-)?\d{4,5}\s+[^\W\d][^\d]*$"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}$"
    r"|\b[A-Z]\d[A-Z]\s\d[A-Z]\d$"
    r"|(?:^|[A-Za-z.,]\s?)\d{5}-\d{3}\b"
    r"|[A-Za-z],?\s\d{3}-\d{4}(?:,? (?:Japan|JAPAN))?$"
    r"|^\d{4}\s?[A-Z]{2}\s+[A-Z]"
)
PLACE = re.compile(
    rf"^[A-Z][\w .'’-]+,\s?(?:{_CITY_STATE.replace(' ', '|')})$"
    r"|^(?:usa|united states|deutschland|germany|france|japan|brasil|brazil|"
    r"österreich|austria|schweiz|switzerland|uk|united kingdom|england|canada)\.?$"
    r"|^[A-Z][\w .'’-]+\s?[-–/,]\s?[A-Z]{2}$",
    re.IGNORECASE,
)
"""A place that is one only where an address stands before it."""

FREE_MAIL = _set(
    """
gmail googlemail outlook hotmail live yahoo icloud me aol gmx web t-online proton protonmail orange wanadoo free
laposte uol bol terra docomo ezweb
"""
)
ROLE_MAIL = _set(
    """
info office kontakt contact contato hello hallo hi mail sales vertrieb team admin support service post buero
booking enquiries anfrage accueil
"""
)
