"""Given names that are one name: short forms, pet names and the same name in other languages, pure."""

from __future__ import annotations

from importlib.resources import files

_LINES = """
robert bob bobby rob robbie bert roberto, william bill billy will willy willie wilhelm willi liam guillermo,
margaret peggy maggie meg marge margie greta margarete margarethe gretel rita margot daisy,
elizabeth betty beth liz lizzie eliza lisa elsie bess elisabeth elsbeth lisbeth libby elise elspeth,
thomas tom tommy tomas, michael mike mick mickey mikey miguel michel michele mikhail misha mischa,
richard rick dick rich ricky richie ricardo, james jim jimmy jamie jaime,
john jack johnny jon johannes hans hannes juan ivan giovanni jean ian ioannis giannis yannis vanya,
joseph joe joey jose josef giuseppe pepe sepp jupp beppe, charles charlie chuck chas carlos karl carl carlo,
edward ed eddie ted teddy ned eduard eduardo,
katherine kate katie kathy cathy kit kitty kathryn
catherine katharina katrin kathrin kat katja katya ekaterina caterina,
patricia pat patty trish tricia patti, patrick pat paddy patricio,
andrew andy drew andreas andrea andrei andre andrzej, anthony tony antonio anton toni,
christopher chris kit christoph kristof topher cristobal,
christine chris chrissy tina christina kristina kristin kirsten christiane, christian chris,
steven steve stephen stefan stephan stevie esteban stephane istvan, stephanie steph stefanie steffi stephania,
daniel dan danny daniil, danielle dani, matthew matt matty matthias mathias mateo matteo,
david dave davey davide, benjamin ben benny benji,
nicholas nick nicky nicolas nikolaus klaus niklas nikolai nico niko nikos kolya,
alexander alex al sasha sascha xander sandy alejandro aleksander alexandros lex alec alessandro,
alexandra alex sandra sasha sandy alexa lexi alessandra, samuel sam sammy, samantha sam, joshua josh,
jonathan jon jonny nathan, nathaniel nathan nate nat, timothy tim timmy, gregory greg gregor grigori,
jeffrey jeff geoffrey geoff, kenneth ken kenny, ronald ron ronnie, donald don donnie, raymond ray,
lawrence larry lorenz laurence lars lorenzo, gerald gerry jerry gerd gerhard gerard,
frederick fred freddy fritz friedrich federico,
francis frank fran francisco franz paco pancho francesco franco frankie,
frances fran fanny francesca franziska franzi francoise,
henry hank harry heinrich heinz henrik hal enrique enrico, harold harry hal harald,
leonard len lenny leo leonardo leonhard, leopold leo poldi, theodore ted theo teddy theodor, walter walt wally,
albert al bert alberto, alfred al fred alf, vincent vince vinnie, victoria vicky vicki tori vickie,
victor vic viktor, peter pete pit pedro pietro petr pierre pyotr petros, paul pablo paolo pavel paulo,
philip phil phillip philipp felipe pip, martin marty, arthur art artie arturo,
eugene gene evgeny evgeni yevgeny, susan sue susie suzanne suzy susanne susanna susana,
deborah deb debbie debra, jennifer jen jenny jenn, jessica jess jessie, rebecca becky becca rebekka,
barbara barb babs barbie, dorothy dot dottie dolly dorothea dora,
eleanor ellie nell nora eleonore ella elena lenore, helen ellen helena nell lena elena helene, judith judy judi,
kimberly kim, linda lindy, mary molly polly maria marie mimi mae mitzi, martha marty patsy, mildred millie,
nancy ann nan, pamela pam, rachel rae, sarah sally sara sadie, sophia sophie sofia sonja sonya sonia,
teresa terry tess tessa theresa therese resi, terence terry terrance, virginia ginny ginger, abigail abby gail,
amanda mandy, angela angie angelika, antoinette toni nettie, caroline carrie carol karoline carolyn lina,
cynthia cindy, florence flo flossie, gabriel gabe, gabriele gabi gaby gabriella gabriela, georgina gina,
george georg jorge jurgen jorg giorgos georgios yuri giorgio jiri, isabella bella izzy isabel isabelle,
jacqueline jackie, jacob jake jakob jakub, jean jeanne jeanette joan joanna johanna hanna joanne hannah jana,
julia julie giulia yulia juliana, julius julian, louis lou louie ludwig luis luigi lewis ludwik,
louise lou luise luisa, lucas luke lukas luca lukasz, marcus mark marc markus marco, monica monika moni,
natalie nat natalia natasha nataliya, olga olha, irina iryna irena, sergey serhiy sergei sergio serge,
volodymyr vladimir vova volodya wladimir, oleksandr aleksandr alexander sasha,
dmitry dmitri dima dmytro dimitri, ann anne anna annie anita anya anja, roland rolly, rosemary rose rosie,
rudolph rudy rudolf rudi, sebastian basti seb bastian, simon simeon, stanley stan, sylvester sly,
ursula uschi ulla, valerie val, wesley wes, zachary zach zack zac, douglas doug, clifford cliff, clinton clint,
calvin cal, bradley brad, bernard bernie bernhard bernd bernardo, dennis denny denis, dean dino,
ernest ernie ernst ernesto, gilbert gil, herbert herb bert, howard howie, hubert hugh bert hugo, irving irv,
leslie les, lewis lew, maurice moe moritz mauricio, melvin mel, milton milt, mitchell mitch, norman norm,
oliver ollie olli, oscar ozzie oskar, randolph randy randall, reginald reg reggie, roger rodge rudiger,
russell russ, sidney sid sydney, solomon sol, stuart stu stewart, tobias tobi toby, ulrich uli ulli,
wolfgang wolf wolfi, joachim jochen achim joaquin, maximilian max maxi maximiliano,
ignacio nacho ignatius ignaz, guadalupe lupe, dolores lola, consuelo chelo, concepcion concha conchita,
rafael rafa raphael, manuel manolo manny emmanuel, salvador chava,
mohammed muhammad mohamed mohammad mehmet mohamad, yusuf yousef youssef joseph yousuf, ahmed ahmad ahmet,
hussein husain hussain, ali aly, omar umar omer, fatima fatma fatimah, aisha ayesha aysha ayse,
ibrahim abraham abe, abdul abd abdel, khadija hatice, zsofia sophia sofia, agnieszka agnes aga,
malgorzata margaret gosia, katarzyna katherine kasia, tadeusz tad, krzysztof christopher kris krzys,
wojciech wojtek, pawel paul, piotr peter, jerzy george jurek, xiaoming ming, sanne susanne, manfred manni,
siegfried siggi sigi, gunther gunter guenter gunnar, hildegard hilde hilda, gertrude gertrud trude trudy gertie,
magdalena lena leni magda, wilhelmina mina minna wilma willa, augustus august gus augustin, penelope penny,
gwendolyn gwen, josephine josie jo fina, joanna jo asia, charlotte lottie lotte charlie,
beatrice bea trixie beatrix, constance connie konstanze, gillian gill jill, edith edie, philippa pippa,
rosalind ros roz, winifred winnie fred, cassandra cass sandra, harriet hattie, bartholomew bart,
dominic dom nick dominik, ferdinand ferdi nando fernando, franklin frank,
konstantin kostya konstantinos kostas dinos costas, dimitrios dimitris mitsos dimitri jim,
panagiotis panos takis, vasilis vasileios bill, evangelos vangelis, aikaterini katerina ekaterina katina,
pyotr petya peter, pavel pasha paul, aleksei alyosha alexey alexei lyosha oleksii, tatiana tanya tania tatjana,
anastasia nastya stacy anastasiya, evgenia zhenya eugenia yevgenia, lyudmila ludmila mila,
nadezhda nadia nadya nadja, svetlana sveta swetlana, valentina valya, jesus chuy, mercedes merche,
rosario charo, enrique quique kike, eduardo lalo, guillermo memo, roberto beto, alberto beto, vincenzo enzo,
giovanni gianni, luigi gigi, jakub kuba, tomasz tomek thomas, stanislaw staszek stan stanley, jan janek john,
aleksandra ola alexandra oleksandra, barbara basia, elzbieta ela elizabeth, ferenc feri francis, laszlo laci,
erzsebet erzsi elizabeth, katalin kati katherine, gyorgy george gyuri, sandor alexander, zoltan zoli,
reinhard reinhold reiner rainer, heinz karlheinz heiner, bjorn bjoern, brigitte gitte gitta birgit,
cornelia conny nelly, elfriede frieda friedel, ingeborg inge, marianne nanni, renate reni, waltraud traudl,
wilfried willi, benedikt bene benedict ben, korbinian korbi, vinzenz vinz, xaver xavi javier,
aleksander olek alexander, jean-pierre jp, shreya shri, subramaniam subbu mani, venkatesh venky venkat,
krishnan krish krishna, rajesh raj, sanjay sanju, hiroyuki hiro, takeshi take,
theodora thea dora teddy dorothea, bethany beth, augusta gussie gus, emmeline emmy, amelia millie amy mely,
emilia emmy milla emma, isidore izzy, jeremiah jerry jem, jeremy jerry jem, jerome jerry, leroy roy lee,
montgomery monty, sheldon shel, thaddeus thad tad teddy, tyrone ty, tyler ty, tyson ty, vernon vern,
barnaby barney, barnabas barney, cameron cam, camilla milla cam millie, camille cam millie,
cecilia cece celia cissy ceci, desmond des, edgar ed eddie, edmund ed ned ted eddie, edwin ed eddie win,
elijah eli lije, ezekiel zeke, fitzgerald fitz, gordon gordie, gustave gus, gustavo gus tavo, isaac ike zak,
julian jules, julianne jules julie, juliet jules julie, kendrick ken, lancelot lance, letitia letty tish,
leticia lety letty, lillian lily lil, lilian lily lil, lorraine lori, lucille lucy lu, lucinda lucy cindy lu,
madeline maddie maddy, madeleine maddie maddy, madison maddie maddy, malcolm mal, marjorie marge margie jorie,
marvin marv, matilda tilda tilly mattie mathilda, mathilde tilda thilde, maureen mo, maxine max, maxwell max,
melanie mel, melissa mel missy lissa, melinda mindy mel linda, mervyn merv, miranda randy mandy,
miriam mimi miri, octavia tavy, olivia liv livvy livia ollie, oswald ozzy, percival percy, prudence pru,
roxanne roxy, roxana roxy, tabitha tabby, vivian viv, vivienne viv, wallace wally, wilbur will,
wilfred wilf fred, wilhelmine mine minna, yolanda yoli, zacharias zach, annegret anne gretel,
anneliese anne liesel, barbel barbara, christel christa christiane, friederike rike fritzi, hansjorg hans,
hermine mine, rosemarie rosi rose, roswitha rosi, ursel ursula, veronika vroni vera, veronica ronnie vero nica,
traudel gertraud, johann hans hannes john, annette nettie anne, lieselotte lilo lotte, dietrich dieter dirk,
sebastiao bastiao, santiago santi, gonzalo gonza, antonia toni, soledad sol, beatriz bea betty, refugio cuca,
domenico mimmo, filippo pippo, salvatore toto sal turi, salvador sal, yevgeny zhenya eugene, evgeny zhenya,
dmitri mitya dima, alexander shura, maria masha mascha, anna anya anushka, elena lena lenka alyona,
galina galya, sergei seryozha, yuri yura, grigory grisha, boris borya, vasily vasya, anatoly tolya,
viktoria vika, victoria vika, olga olya, irina ira, larisa lara, yulia yulya, lyubov lyuba,
stanislav stas slava, vyacheslav slava, anna ania hania, krystyna krysia, zofia zosia,
grzegorz grzesiek greg gregory, michal michael, zbigniew zbyszek, kazimierz kazik, tadeusz tadek, piotr piotrek,
lars lasse, birgitta gitta, kristina stina, margareta greta, venkatesan venkat, siddharth sid,
krishnamurthy krish, aishwarya aish, oluwaseun seun, oluwatobi tobi, oluwafemi femi, babatunde tunde,
adebayo bayo, ifeoma ify, shoshana susan susanna, yitzhak isaac, moshe moses, rivka rebecca, yaakov jacob,
deirdre dee, bridget biddy bridie, siobhan joan, padraig patrick paddy, sean john shaun shawn, seamus james,
rory ruairi, eamon edmund, niamh neve, aoife eva, caitlin kate katie cait, annabel bella anna,
annabelle bella anna, christabel bel, isabella isa, rosalie rosa rosie, clementine clem, clement clem,
geraldine gerry geri, georgia georgie, georgina georgie, josefina fina pepa, frederica freddie fred,
frederick freddie, alfred freddie, winston win, bradford brad, chester chet, clayton clay, dexter dex,
garrett gary, harrison harry, jackson jack, jefferson jeff, lamar mar, nathaniel nat, preston pres,
terrence terry, trenton trent, vaughn von, anderson andy, brittany britt, candace candy, charlene charlie,
courtney court, delores dee, denise dee, felicia fee, gwyneth gwen, jacquelyn jackie, jocelyn joss,
josephine joey, kathleen kathy kath katie kate, kimberley kim, latoya toya, lynette lynn, marilyn mary lyn,
michelle mickey shelly micki, minnie wilhelmina, rosalyn roz, samantha sammy sammie, shannon shan, sheila shel,
suzette suzy, tiffany tiff, valentine val, zoey zo, alexandra aleksandra sasha shura ola, aleksandr sasha shura,
william wm, charles chas, george geo, james jas, joseph jos, thomas thos, robert robt, edward edw,
benjamin benj, daniel danl, samuel saml, alexander alexr, frederick fredk, margaret margt, elizabeth eliz,
john jno, christian chr, sergey serhii serhij sergii, andriy andrii andrij andrei andrew,
mykola nikolai nicholas, mykhailo mikhail michael, dmytro dmitriy dmitrii dmitry, yevhen evgeny eugene,
olena elena helen, tetiana tetyana tatiana, kateryna ekaterina katherine, nataliia nataliya natalia,
oleksii alexei alexey, yurii yuri, vasyl vasily, hanna anna
"""

_FULL = """
roberto wilhelm liam guillermo margarete margarethe rita margot daisy eliza lisa elisabeth elsbeth elise elspeth tomas
miguel michel michele mikhail ricardo jaime johannes juan ivan giovanni jean ian ioannis joseph jose josef giuseppe
carlos karl carl carlo eduard eduardo catherine kathryn katharina katrin kathrin caterina ekaterina katharine patricio
andreas andrea andrei andre andrzej antonio anton cristobal christoph kristof kristopher christina kristina kristin
kirsten christiane stephen steven stefan stephan esteban stephane istvan stephania stefania matthias mathias mateo
matteo davide nicolas nikolaus niklas nikolai nico nikos alejandro aleksander alexandros alessandro sandra alessandra
gregor grigori lorenz laurence lorenzo lars gerhard gerard friedrich federico francisco franz francesco franco
francesca franziska francoise frances heinrich henrik enrique enrico harald leonardo leonhard leopold theodor alberto
albert viktor pedro pietro petr pierre pyotr petros paolo pablo pavel felipe philipp phillip arturo evgeny evgeni
yevgeny suzanne susanne susanna susana rebekka dorothea elena eleonore lenore ellen helena judith maria marie martha
sara sarah sofia sophie sonja sonia theresa therese karoline carolyn carolina gabriele gabriella gabriela jorge georg
jurgen jorg giorgos georgios yuri giorgio jiri isabel isabelle jakob jakub jeanne jeanette joan joanna johanna hanna
hannah joanne jana julie giulia yulia juliana julius ludwig luis luigi lewis louise luisa lukas luca lukasz marcus
markus marco monika natalia natasha nataliya olha iryna irena serhiy sergei sergio serge volodymyr vladimir oleksandr
aleksandr dmytro anna anne anita anja rose rosie rudolf simeon bernhard bernardo denis ernst ernesto hugo moritz
mauricio oskar roger rudiger stewart stuart maximiliano ignaz joaquin joachim emmanuel mohammed yousef youssef mohamad
ahmet omer abraham hatice piotr peter paul george pawel paweł gunnar augustin rosalind rosa dominik ferdinand fernando
dimitri alexei oleksii tatjana thomas stanislaw stanislav aleksandra alexandra oleksandra barbara elizabeth francis
erzsebet katalin gyorgy alexander rainer reinhard birgit brigitte xavier javier roman lena nora ella helen nell nancy
mia ann jonathan nathan nathaniel tina bella kit jan john nick tamara
"""

_TOLD = files(__package__).joinpath("short_forms.txt").read_text(encoding="utf-8").split(",")
"""Given names, each with what one is called for short and what other languages make of it."""

_ALL = [*_LINES.split(","), *_TOLD]

_ROOTS: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_ALL):
    for _word in _line.split():
        _ROOTS[_word] = _ROOTS.get(_word, frozenset()) | {_number}

_MORE = """
adam alan albert alison amy anita april ariel barry beatrice bella brenda brian bruce carla carmen cecilia
chloe claire clara claudia colin craig dana delphine denise derek devon diana diego donna doris dorothea dylan
edith elias emily emma eric erica esther ethan eva evelyn fabian felix fergus fernando fiona florian gavin
gina glenn gloria grace graham greta guido gustav harriet heather heidi heike heather hilda holly ingrid iris
isaac jack jana janet janice jasmin jason javier jens jessica joel jonas jordan joyce julia justin karen karin
keith kelly kevin kurt laura lauren leah leon lia lily lina lorena lucia lucy lydia marcel marcia maria mario
marion marta martina maya megan melissa mia miriam moritz nadia naomi neil nina noah nora norbert olaf olivia
oscar otto owen paula pauline petra rainer ralf ralph renata rene renee robin rolf rosa ross roy ruth ryan
sabine sandra sara sean silke silvia simone sonja stella sven svenja tamara tanja thea tilda torsten tracy uwe
vanessa vera veronica veronika vernon walter wanda wendy winston yvonne zoe marina marian mariana malik priya
raul rahul amir amira kyle finn ines inna igor oleg olena svetlana tatiana boris galina nikita lan linh minh
ichiro jiro saburo haruto kenta shota sakura aoi hina yuto
hung wei ming li hiroshi yuki kenji keiko akira jin min soo ravi anil sunita
"""

KNOWN = frozenset([*_ROOTS, *_MORE.split()])
"""Given names of which we know that they are some: two of them that differ in a letter are two names, no slip."""


_FORMAL = frozenset(_FULL.split()) | {_line.split()[0] for _line in _ALL}


def are_forms(given: str, other: str) -> bool:
    """Whether one of two forms of a name is short for it; two that people are baptised by are kindred, and no more.

    >>> are_forms("bob", "robert"), are_forms("hannah", "johanna"), are_forms("john", "ivan")
    (True, False, False)
    """
    return not (given in _FORMAL and other in _FORMAL)


def are_one(given: str, other: str) -> bool:
    """Whether two folded given names are forms of one.

    >>> are_one("bob", "robert"), are_one("sven", "svenja")
    (True, False)
    """
    return bool(_ROOTS.get(given, frozenset()) & _ROOTS.get(other, frozenset()))


def forms(given: str) -> frozenset[str]:
    """All that this name may be a form of, or be called for short."""
    return frozenset(word for number in roots(given) for word in _ALL[number].split())


def roots(given: str) -> frozenset[int]:
    """Of which names this may be a form, as numbers; nothing where we know none."""
    return _ROOTS.get(given, frozenset())


_WOMEN = """
abigail alice alison amanda amy andrea angela anita ann anna anne annette barbara beatrice beth betty birgit brenda
brigitte carol caroline catherine cathy charlotte cheryl christine claire claudia cynthia dana daniela deborah diana
diane donna doris dorothy edith eleanor elisabeth elizabeth ella ellen emily emma erica esther eva evelyn fiona
florence frances gabriele gail gertrud gillian gina gisela gloria grace greta hannah harriet heather heidi heike helen
helga hilda holly ida ilse inge ingrid irene iris isabel jane janet janice jasmin jennifer jessica joan johanna josefa
joyce judith julia julie karen karin katharina kate katherine kathleen katie kathy kim klara laura lea leah lena leonie
linda lisa lois lori louise lucy lydia maggie margaret maria marie marion marjorie marlene martha mary maud megan
melanie melissa michelle miriam monica monika nadia nancy naomi natalie nicole nina nora olga olivia pamela patricia
paula peggy petra phyllis rachel rebecca renate rita rosa rose ruth sabine sally samantha sandra sara sarah sharon
sheila shirley silke simone sofia sonja sophie stefanie stella stephanie susan susanne sylvia tanja teresa theresa
tina ulrike ursula ute vanessa vera veronica victoria virginia wendy wilma yasmin yvonne zoe
"""
_MEN = """
aaron adam adrian alan albert alexander alfred andreas andrew anthony arthur ben benjamin bernard bernd bert bill bob
brian bruce carl carlos charles christian christoph clemens craig daniel david dennis derek dieter dietmar dirk don
donald douglas edward emil eric ernst erik eugene felix florian frank franz fred frederick gary george gerald gerhard
gordon graham greg gregory gunter gustav hans harald harold harry hector heinrich heinz helmut henry herbert hermann
horst howard hubert hugo ian ivan jack jacob jakob james jan jason jeffrey jens jim joe joerg johann john johannes
jonas jonathan jorg jose josef joseph joshua juan jurgen justin karl keith kenneth kevin klaus konrad kurt larry lars
lawrence leonard lothar ludwig luis lukas manfred marcel marco marcus mark markus martin matthew matthias max michael
miguel mike moritz nathan neil nicholas nick nils norbert olaf oleg oliver oscar otto pablo patrick paul pedro peter
philip rainer ralf ralph raymond richard robert roger roland rolf ronald rudolf russell samuel scott sean sebastian
sergei simon stefan stephen steven stuart sven theodore thomas timothy tobias todd tom udo uwe victor vincent walter
werner wilhelm william winston wolfgang yusuf
"""
_GENDERS = dict.fromkeys(_WOMEN.split(), "f") | dict.fromkeys(_MEN.split(), "m")


def gender(given: str) -> str:
    """ "f", "m", or nothing where a given name does not tell."""
    return _GENDERS.get(given, "")
