"""Words that say little of who somebody is."""


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


NO_TOWN = words(
    "str ave road lane usa germany deutschland schweiz austria united kingdom england north south east west new "
    "san saint"
)
BRANCH = words(
    "north south east west downtown uptown nord sud ost mitte central midtown airport branch filiale billing sales"
)
COMMON = words(
    "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson "
    "anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis "
    "robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera "
    "campbell mitchell carter roberts muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann "
    "bauer koch richter klein wolf schroder neumann schwarz zimmermann krause rossi bianchi russo ferrari dubois "
    "durand bernard petit li wang zhang liu chen yang huang kim park choi patel singh khan kumar sharma ali ahmed "
    "silva santos oliveira evans davies hughes edwards murphy kelly cook morgan bell ward turner parker collins "
    "stewart cooper reed bailey howard cox peterson gray watson brooks bennett wood barnes ross henderson coleman "
    "jenkins perry powell patterson price foster butler simmons russell griffin hayes myers ford hamilton "
    "sullivan wallace cole west jordan owens fisher ellis gibson marshall graham reynolds murray wells webb "
    "simpson stevens tucker porter hunter crawford boyd mason kennedy dixon burns gordon shaw holmes robertson "
    "hunt black palmer mills grant stone dunn spencer gardner arnold diaz gutierrez ortiz reyes cruz morales "
    "romero ruiz alvarez castillo ramos mendoza vargas jimenez moreno munoz fernandez gomez santos costa pereira "
    "ferreira lange schmitt werner kruger hofmann hartmann schmid schulze maier kohler herrmann konig walter "
    "mayer huber kaiser fuchs peters lang scholz moller weiss jung hahn schubert vogel keller gunther frank "
    "berger winkler roth beck lorenz baumann franke albrecht winter kraus kramer vogt stein otto brandt haas graf "
    "dietrich kuhn bergmann nowak kowalski novak ivanov horvath nagy tanaka sato suzuki lin wu zhao tran pham "
    "gupta mehta shah iyer rao das hassan hussain yilmaz kaya demir martens jansen bakker visser smit ng wong chan "
    "cheung lau leung tan lim goh ong chua teo koh huynh phan vu vo dang bui le truong hoang ngo ly wei zhou xu sun ma "
    "zhu hu guo luo gao lam ito watanabe yamamoto nakamura kobayashi kato yoshida yamada sasaki lopes fernandes "
    "rodrigues alves gomes ribeiro carvalho almeida araujo barbosa rocha dias nunes soares vieira castro ortega "
    "delgado vega medina aguilar guzman herrera soto contreras rojas guerrero salazar campos nunez pena rios "
    "dominguez valdez sandoval ahmad hossain islam begum ibrahim mohammed mohamed abdullah malik iqbal akhtar mahmoud "
    "khalil mansour haddad celik sahin yildiz ozturk aydin arslan dogan joshi desai reddy nair verma mishra pandey "
    "chaudhary agarwal jain mukherjee banerjee menon pillai okafor mensah diallo traore ndiaye wisniewski wojcik "
    "kowalczyk kaminski lewandowski zielinski szymanski petrov popov smirnov sidorov kuznetsov shevchenko kovalenko "
    "bondarenko svoboda novotny dvorak toth szabo kovacs varga popescu ionescu popa hansen johansen olsen larsen "
    "nielsen jensen pedersen andersen christensen eriksson johansson andersson karlsson nilsson larsson olsson "
    "persson svensson virtanen korhonen murray oconnor obrien doyle walsh byrne ryan lynch moore martin dupont leroy "
    "moreau simon laurent lefebvre michel fournier girard bonnet romano colombo ricci marino greco bruno gallo conti"
)
"""Family names that so many have that a name with one says little."""

TITLES = words(
    "mr mrs ms miss mx dr prof professor doctor med phil ing dipl rer nat iur jur hc herr frau hr fr mme mlle m "
    "monsieur madame sr sra srta don dona senor senora sir dame lord lady rev reverend father pastor rabbi imam "
    "sister hon capt col sgt lt maj ra rain mag mba phd md dds dmd esq cpa cfp clu chfc rn jd llm bsc msc ba ma "
    "bc mgr dott dottssa avv pan pani"
)
YOUNGER = words("jr jun junior ii iii iv fils jnr filho hijo neto sobrinho")
ELDER = words("sr sen senior pere snr padre")
PARTICLES = words(
    "de da do di del della dei der den van von vom zu zum zur la le el al bin ibn ter ten af av y dos das du"
)
FORMS = words(
    "gmbh ag kg ohg gbr ug ev eg se inc incorporated llc llp ltd limited plc corp corporation co company cie sa "
    "sas sarl srl spa bv nv oy ab as aps kft zrt doo sro lda pty pllc pc lp kgaa e k mbh und and et y ooo zao oao "
    "tov ltda eirl bvba aktiebolag oyj asa ehf srls snc gie sprl vof"
)
OFFICES = words(
    "office reception receptionist frontdesk desk parish empfang sekretariat zentrale hotline support service "
    "services praxis kanzlei buro pharmacy apotheke clinic klinik hospital garage department abteilung team shop "
    "store salon studio restaurant cafe hotel bakery backerei school schule kita church club verein bank agency "
    "agentur group gruppe center centre zentrum roofing plumbing realty properties insurance versicherung "
    "consulting advisory partners partner associates solutions systems holdings holding bros brothers sons sohne "
    "works labs design designs landscaping catering dental law legal accounting bookkeeping electric electrical "
    "heating logistics transport trading imports motors auto automotive repair florals flowers florist "
    "construction builders bau dachbau holzbau foundation stiftung library museum theater theatre gallery gym "
    "fitness yoga spa hardware supply supplies deli market markt foods farm farms brewery winery airlines travel "
    "reisen media press verlag chamber council city county town gemeinde rathaus police polizei fire feuerwehr "
    "line main billing sales info haus stadtwerke optik physio physiotherapie orthopedics pediatrics cleaners "
    "cleaning locksmith towing taxi vet veterinary dept department claims dispatch payroll returns helpdesk depot"
)
TRADES = words(
    "plumber electrician roofer dentist doctor lawyer attorney broker realtor agent accountant bookkeeper painter "
    "carpenter baker barber hairdresser mechanic gardener landscaper nanny babysitter cleaner tutor teacher coach "
    "trainer vet photographer florist klempner elektriker maler zahnarzt arzt anwalt steuerberater friseur "
    "gartner hausmeister handwerker schreiner tischler maurer backer lehrer lehrerin trainerin nachbar nachbarin "
    "neighbor neighbour work home mobile cell privat private office new old alt neu unknown unbekannt noname "
    "contact kontakt client kunde customer lead mom mum dad mama papa mutti vati mami mummy daddy opa oma grandma "
    "grandpa granny nana aunt auntie uncle tante onkel cousin bruder schwester sohn tochter son daughter wife "
    "husband frau mann boss chef insurance bank gym church school kita tennis yoga golf "
    "bni rotary lions kiwanis toastmasters networking crossfit"
)
FAMILIES = words("familie family fam familia famille famiglia eheleute residence household haushalt eltern parents")

SAID_FIRST = words(
    "nguyen tran pham huynh hoang phan vu vo dang bui do ho ngo duong ly li wang zhang liu chen yang huang zhao "
    "wu zhou xu sun zhu hu guo lin luo gao zheng liang xie song tang deng feng cao peng zeng xiao cai kim park "
    "choi jung jeong kang cho yoon yun jang lim han oh seo shin kwon hwang ahn"
)
"""Family names of peoples who say them first: alike in the first word says little of two people."""
ALSO_NAMES = words("phil don dona ma ba ra pan mag hon rain sen dame al le van do di da")
"""Titles and particles that are somebody's name where no two other words are left."""

GENDERS = dict.fromkeys(words(
    "mrs ms miss frau fr mme mlle madame mum mom mama mutti mami mummy oma grandma granny nana aunt auntie tante "
    "sra srta dona lady sister wife daughter tochter schwester senora"
), "f") | dict.fromkeys(words(
    "mr herr hr monsieur dad papa vati daddy opa grandpa uncle onkel sir lord senor husband son sohn bruder"
), "m")  # fmt: skip
"""What forms of address and words of kinship say."""

EPITHETS = words(
    "skip chip buddy bud sonny buck red duke bubba ace doc coach tex sissy scooter rocky butch rusty sparky bunny "
    "ginger lucky mac tripp skeeter dusty smitty moose champ chief cap dutch flip gator hawk kip babe pops trey spike"
)
"""What one may be called whatever one's name is."""

VIETNAMESE = words("nguyen tran pham huynh hoang phan vu vo dang bui do ho ngo duong ly le trinh dinh truong lam mai")
"""Family names beside which a Thị or a Văn says whether one is a woman or a man."""
